import type { DesktopCapturerSource, NativeImage } from 'electron';
import { describe, expect, test } from 'vitest';
import { shellTexts } from '../../shell/shellTexts.ts';
import { windowMaker } from './fakeWindow.ts';
import { pickerPage } from './pickerPage.ts';
import { pickerWindow } from './pickerWindow.ts';

function source(id: string, bytes = 10): DesktopCapturerSource {
  const thumbnail = { isEmpty: () => bytes === 0, toJPEG: () => Buffer.alloc(bytes) };
  return { id, name: id, thumbnail: thumbnail as unknown as NativeImage } as DesktopCapturerSource;
}

function bench() {
  const maker = windowMaker();
  const ask = pickerWindow({
    createWindow: maker.createWindow,
    parent: () => undefined,
    texts: () => shellTexts('en'),
  });
  const page = () => decodeURIComponent(maker.latest().loadURL.mock.calls[0]?.[0] ?? '');
  return { ...maker, ask, page };
}

describe('the picker’s window', () => {
  test('gives back what its form says, and goes nowhere', async () => {
    const { ask, latest, made } = bench();
    const choice = ask([source('screen:0:0')], true);
    expect(made[0]?.webPreferences).toMatchObject({ javascript: false, sandbox: true });
    expect(latest().goTo('https://example.org/')).toBe(false);
    expect(latest().isDestroyed()).toBe(false);
    expect(latest().goTo('https://picker.invalid/share?source=screen%3A0%3A0&sound=on')).toBe(
      false,
    );
    expect(await choice).toEqual({ id: 'screen:0:0', sound: true });
    expect(latest().isDestroyed()).toBe(true);
  });

  test.each([
    ['Cancel', (window) => void window.goTo('https://picker.invalid/cancel')],
    ['Esc', (window) => window.press('Escape')],
    ['closing', (window) => window.destroy()],
  ] satisfies [string, (window: ReturnType<typeof windowMaker>['windows'][number]) => void][])(
    '%s shares nothing',
    async (_name, act) => {
      const { ask, latest } = bench();
      const choice = ask([source('screen:0')], false);
      act(latest());
      expect(await choice).toBeNull();
    },
  );

  test('asked again, it begins anew', async () => {
    const { ask, windows } = bench();
    const first = ask([source('screen:0')], false);
    const second = ask([source('screen:0')], false);
    expect(await first).toBeNull();
    windows[1]?.goTo('https://picker.invalid/share?source=screen%3A0');
    expect(await second).toEqual({ id: 'screen:0', sound: false });
  });

  test('leaves pictures out before its page gets too long for Chromium', () => {
    const { ask, latest } = bench();
    const sources = Array.from({ length: 60 }, (_, index) => source(`window:${index}`, 40_000));
    void ask([source('window:empty', 0), ...sources], false);
    const address = latest().loadURL.mock.calls[0]?.[0] ?? '';
    expect(address.length).toBeLessThan(2 * 1024 * 1024);
    expect(address).toContain(encodeURIComponent('value="window:59"'));
  });
});

describe('the picker’s page', () => {
  const offered = (id: string, name: string) => ({ id, name, thumbnail: null });

  test('a window’s title is text', () => {
    const page = pickerPage([offered('window:1', '"><img src=x>')], false, shellTexts('en'));
    expect(page).toContain('&quot;&gt;&lt;img src=x&gt;');
    expect(page).not.toContain('<img');
  });

  test('offers sound only where there is some', () => {
    const sources = [offered('screen:1', 'Screen 1')];
    expect(pickerPage(sources, true, shellTexts('en'))).toContain('name="sound"');
    expect(pickerPage(sources, false, shellTexts('en'))).not.toContain('name="sound"');
  });

  test('says what to do when there is nothing to share', () => {
    const page = pickerPage([], false, shellTexts('ko'));
    expect(page).toContain('공유할 수 있는 화면이 없습니다.');
    expect(page).toContain('열려 있는 다른 프로그램의 창이 없습니다.');
  });
});

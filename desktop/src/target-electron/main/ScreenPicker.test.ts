import type { DesktopCapturerSource, MenuItemConstructorOptions, Streams } from 'electron';
import { describe, expect, test } from 'vitest';
import { shellTexts } from '../../shell/shellTexts.ts';
import { ScreenPicker } from './ScreenPicker.ts';

type Ask = (request: object, callback: (streams: Streams | null) => void) => void;

function source(id: string): DesktopCapturerSource {
  return { id, name: `Name of ${id}`, thumbnail: {} } as DesktopCapturerSource;
}

function install(options: {
  sources?: string[] | Error;
  platform?: NodeJS.Platform;
  wayland?: boolean;
  choose?: string | null;
}) {
  const { sources = ['screen:0', 'window:1'], platform = 'linux', wayland = false } = options;
  const state: { ask?: Ask; menus: number } = { menus: 0 };
  new ScreenPicker({
    session: { setDisplayMediaRequestHandler: (handler) => (state.ask = handler as Ask) },
    desktopCapturer: {
      getSources: () =>
        sources instanceof Error ? Promise.reject(sources) : Promise.resolve(sources.map(source)),
    },
    platform,
    wayland,
    popUp: (items: MenuItemConstructorOptions[], onClose) => {
      state.menus += 1;
      onClose();
      const chosen = items.find((item) => item.label === `Name of ${options.choose ?? ''}`);
      (chosen?.click as (() => void) | undefined)?.();
    },
    texts: () => shellTexts('en'),
    log: () => undefined,
  }).install();
  const share = (request: object = {}) =>
    new Promise<Streams | null>((resolve) =>
      state.ask?.(
        { securityOrigin: 'app://confab', videoRequested: true, audioRequested: true, ...request },
        resolve,
      ),
    );
  return { state, share };
}

describe('ScreenPicker', () => {
  test('gives the page what the person chose', async () => {
    const { share } = install({ choose: 'window:1' });
    expect(await share()).toEqual({ video: { id: 'window:1', name: 'Name of window:1' } });
  });

  test('gives nothing when the person chose nothing', async () => {
    expect(await install({ choose: null }).share()).toBeNull();
  });

  test('gives nothing to another page, without asking', async () => {
    const { share, state } = install({ choose: 'screen:0' });
    expect(await share({ securityOrigin: 'https://example.org' })).toBeNull();
    expect(state.menus).toBe(0);
  });

  test('uses what Wayland’s portal let the person choose', async () => {
    const { share, state } = install({ sources: ['screen:9'], wayland: true });
    expect(await share()).toMatchObject({ video: { id: 'screen:9' } });
    expect(state.menus).toBe(0);
  });

  test('adds the sound of the machine only where there is a way', async () => {
    const { share } = install({ platform: 'win32', choose: 'screen:0' });
    expect(await share()).toMatchObject({ audio: 'loopback' });
    expect(await share({ audioRequested: false })).not.toHaveProperty('audio');
  });

  test('gives nothing when the system refuses', async () => {
    expect(await install({ sources: new Error('denied') }).share()).toBeNull();
  });
});

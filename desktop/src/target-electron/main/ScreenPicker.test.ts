import type { DesktopCapturerSource, Streams } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import type { AskForScreen } from './pickerWindow.ts';
import { ScreenPicker } from './ScreenPicker.ts';

type Ask = (request: object, callback: (streams: Streams | null) => void) => void;

function source(id: string): DesktopCapturerSource {
  return { id, name: `Name of ${id}`, thumbnail: {} } as DesktopCapturerSource;
}

function install(options: {
  sources?: string[] | Error;
  wayland?: boolean;
  systemAudio?: boolean;
  choose?: { id: string; sound: boolean };
}) {
  const { sources = ['screen:0', 'window:1'], wayland = false, systemAudio = false } = options;
  const state: { ask?: Ask } = {};
  const ask = vi.fn<AskForScreen>(() => Promise.resolve(options.choose ?? null));
  new ScreenPicker({
    session: { setDisplayMediaRequestHandler: (handler) => (state.ask = handler as Ask) },
    desktopCapturer: {
      getSources: () =>
        sources instanceof Error ? Promise.reject(sources) : Promise.resolve(sources.map(source)),
    },
    wayland,
    systemAudio,
    ask,
    log: () => undefined,
  }).install();
  const share = (request: object = {}) =>
    new Promise<Streams | null>((resolve) =>
      state.ask?.(
        { securityOrigin: 'app://confab', videoRequested: true, audioRequested: true, ...request },
        resolve,
      ),
    );
  return { ask, share };
}

describe('ScreenPicker', () => {
  test('gives the page what the person chose', async () => {
    const { share, ask } = install({ choose: { id: 'window:1', sound: true } });
    expect(await share()).toEqual({ video: { id: 'window:1', name: 'Name of window:1' } });
    expect(ask).toHaveBeenCalledExactlyOnceWith([source('screen:0'), source('window:1')], false);
  });

  test('gives nothing when the person chose nothing, or what is not there', async () => {
    expect(await install({}).share()).toBeNull();
    expect(await install({ choose: { id: 'screen:7', sound: false } }).share()).toBeNull();
  });

  test('gives nothing to another page, without asking', async () => {
    const { share, ask } = install({ choose: { id: 'screen:0', sound: false } });
    expect(await share({ securityOrigin: 'https://example.org' })).toBeNull();
    expect(ask).not.toHaveBeenCalled();
  });

  test('uses what Wayland’s portal let the person choose', async () => {
    const { share, ask } = install({ sources: ['screen:9'], wayland: true });
    expect(await share()).toMatchObject({ video: { id: 'screen:9' } });
    expect(await install({ sources: [], wayland: true }).share()).toBeNull();
    expect(ask).not.toHaveBeenCalled();
  });

  test('adds the sound of the machine where there is a way, it was asked for and chosen', async () => {
    const choose = { id: 'screen:0', sound: true };
    const { share, ask } = install({ systemAudio: true, choose });
    expect(await share()).toMatchObject({ audio: 'loopback' });
    expect(ask.mock.lastCall?.[1]).toBe(true);
    expect(await share({ audioRequested: false })).not.toHaveProperty('audio');
    const quiet = install({ systemAudio: true, choose: { ...choose, sound: false } });
    expect(await quiet.share()).not.toHaveProperty('audio');
  });

  test('gives nothing when the system refuses', async () => {
    expect(await install({ sources: new Error('denied') }).share()).toBeNull();
  });
});

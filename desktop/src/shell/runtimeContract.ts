import { describe, expect, test } from 'vitest';
import type { Runtime, ShellCall } from './Runtime.ts';

/** A runtime and the far side of its shell, as its own tests fake it. */
export interface RuntimeBench {
  readonly runtime: Runtime;
  /** Addresses that the shell was told to open. */
  readonly opened: readonly string[];
  /** Whether closing the window would be held back now. */
  readonly closingIsGuarded: () => boolean;
  /** Answers the notice on screen: the person clicked it, or it went away. */
  readonly answerNotice: (clicked: boolean) => Promise<void>;
  /** Resolves once the notice is on screen. */
  readonly noticeShows: () => Promise<void>;
  /** Makes the next `connectHub` fail. */
  readonly removeHub: () => void;
  /** Hides this window from the person, or shows it to them again. */
  readonly setShown: (shown: boolean) => void;
  /** From now on the shell opens no call window. */
  readonly refuseCallWindow: () => void;
  /** How many missed calls the app's icon, or the tab's title, tells of. */
  readonly badge: () => number;
}

const exampleCall: ShellCall = { title: 'Plan', startedAt: 0, microphone: 'on', camera: 'off' };

/** What every implementation of `Runtime` does. */
export function runtimeContract(name: string, create: () => RuntimeBench): void {
  describe(`Runtime: ${name}`, () => {
    test('opens web and mail addresses outside the app', () => {
      const { runtime, opened } = create();
      runtime.openExternal('https://example.org/a?b=c');
      runtime.openExternal('mailto:anna@example.org');
      expect(opened).toEqual(['https://example.org/a?b=c', 'mailto:anna@example.org']);
    });

    test.each([
      'javascript:alert(1)',
      'file:///etc/passwd',
      'confab://join?link=x',
      'data:text/html,x',
      'ms-settings:privacy',
      'not an address',
    ])('refuses to open %s', (url) => {
      const { runtime, opened } = create();
      expect(() => runtime.openExternal(url)).toThrow(
        expect.objectContaining({ code: 'no-permission' }),
      );
      expect(opened).toEqual([]);
    });

    test('guards against closing while a call is active, and only then', () => {
      const { runtime, closingIsGuarded } = create();
      expect(closingIsGuarded()).toBe(false);
      runtime.setCall(exampleCall);
      runtime.setCall({ ...exampleCall, microphone: 'muted' });
      expect(closingIsGuarded()).toBe(true);
      runtime.setCall(null);
      expect(closingIsGuarded()).toBe(false);
    });

    test.each([true, false])('says whether a notice was clicked: %s', async (clicked) => {
      const { runtime, answerNotice } = create();
      const answer = runtime.notify({ title: 'Anna', body: 'is calling', tag: 'ring-1' });
      await answerNotice(clicked);
      expect(await answer).toBe(clicked);
    });

    test('takes a notice back that is no news any more, and no other', async () => {
      const { runtime, noticeShows } = create();
      const answer = runtime.notify({ title: 'Anna', body: 'is calling', tag: 'ring-1' });
      await noticeShows();
      runtime.closeNotice('ring-2');
      runtime.closeNotice('ring-1');
      expect(await answer).toBe(false);
      expect(() => runtime.closeNotice('ring-1')).not.toThrow();
    });

    test('connects to its hub, and says by code when there is none', async () => {
      const { runtime, removeHub } = create();
      const port = await runtime.connectHub();
      expect(port.bufferedBytes).toBe(0);
      removeHub();
      await expect(runtime.connectHub()).rejects.toMatchObject({ code: 'not-connected' });
    });

    test('picks a folder exactly where it says so', async () => {
      const { runtime } = create();
      const picked = runtime.pickFolder('Choose');
      if (runtime.capabilities.pickFolder) expect(await picked).toBe('/chosen');
      else await expect(picked).rejects.toMatchObject({ name: 'ConfabError' });
    });

    test('opens one window for a call, and none where it may not', async () => {
      const { runtime, refuseCallWindow } = create();
      const opened = await runtime.openCallWindow();
      expect(opened).not.toBeNull();
      expect(await runtime.openCallWindow()).toBe(opened);
      refuseCallWindow();
      expect(await runtime.openCallWindow()).toBeNull();
    });

    test('tells when the window is hidden and shown, until nobody listens', () => {
      const { runtime, setShown } = create();
      const seen: boolean[] = [];
      const stop = runtime.onShown((shown) => seen.push(shown));
      setShown(false);
      setShown(true);
      stop();
      setShown(false);
      expect(seen).toEqual([false, true]);
    });

    test('starts with the computer exactly where it says so', async () => {
      const { runtime } = create();
      if (runtime.capabilities.autostart) {
        expect(await runtime.autostart()).toBe(false);
        await runtime.setAutostart(true);
        expect(await runtime.autostart()).toBe(true);
      } else {
        await expect(runtime.autostart()).rejects.toMatchObject({ name: 'ConfabError' });
        await expect(runtime.setAutostart(true)).rejects.toMatchObject({ name: 'ConfabError' });
      }
    });

    test('takes a global combination exactly where it says so', async () => {
      const { runtime } = create();
      const { globalShortcut } = runtime.capabilities;
      expect(await runtime.setGlobalMuteShortcut('Control+Shift+M')).toBe(globalShortcut);
      expect(await runtime.setGlobalMuteShortcut(null)).toBe(true);
    });

    test('tells of missed calls, and of no more when they were seen', () => {
      const { runtime, badge } = create();
      runtime.setBadge(3);
      expect(badge()).toBe(3);
      runtime.setBadge(0);
      expect(badge()).toBe(0);
    });

    test('gives back a way to stop listening', () => {
      const { runtime } = create();
      expect(() => {
        runtime.onDeepLink(() => undefined)();
        runtime.onCommand(() => undefined)();
      }).not.toThrow();
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { Runtime } from './Runtime.ts';

/** A runtime and the far side of its shell, as its own tests fake it. */
export interface RuntimeBench {
  readonly runtime: Runtime;
  /** Addresses that the shell was told to open. */
  readonly opened: readonly string[];
  /** Whether closing the window would be held back now. */
  readonly closingIsGuarded: () => boolean;
  /** Answers the notice on screen: the person clicked it, or it went away. */
  readonly answerNotice: (clicked: boolean) => Promise<void>;
  /** Makes the next `connectHub` fail. */
  readonly removeHub: () => void;
}

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
      runtime.setCallActive(true);
      runtime.setCallActive(true);
      expect(closingIsGuarded()).toBe(true);
      runtime.setCallActive(false);
      expect(closingIsGuarded()).toBe(false);
    });

    test.each([true, false])('says whether a notice was clicked: %s', async (clicked) => {
      const { runtime, answerNotice } = create();
      const answer = runtime.notify({ title: 'Anna', body: 'is calling', tag: 'ring-1' });
      await answerNotice(clicked);
      expect(await answer).toBe(clicked);
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

    test('gives back a way to stop listening', () => {
      const { runtime } = create();
      expect(() => {
        runtime.onDeepLink(() => undefined)();
        runtime.onCommand(() => undefined)();
      }).not.toThrow();
    });
  });
}

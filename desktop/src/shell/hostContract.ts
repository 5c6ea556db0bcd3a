import { afterEach, describe, expect, test } from 'vitest';
import type { Ring } from '@confab/shared-types';
import type { Host, SecretProtection, TrayState } from './Host.ts';

export interface HostBench {
  readonly host: Host;
  /** A new host over the same kept secrets, as after a restart. */
  readonly restarted: () => Promise<Host>;
  readonly expected: { readonly protection: SecretProtection; readonly showsRings: boolean };
  readonly dispose: () => Promise<void>;
}

export const exampleRing: Ring = {
  id: 'ring-00000001',
  call: 'call-00000001',
  workspace: 'workspace-0001',
  page: null,
  from: { account: 'account-000001', name: 'Anna' },
  to: { account: 'account-000002', name: 'Ben' },
  state: 'ringing',
  callee: 'free',
  message: null,
  startedAt: 0,
  remainingMs: 30_000,
};

export const exampleTray: TrayState = {
  sync: [],
  ringing: 0,
  missed: 1,
  doNotDisturb: false,
  recentPages: [{ workspace: 'workspace-0001', page: 'page-00000001', title: 'Plan' }],
};

/**
 * What every implementation of `Host` does. Its transcriber must be one that answers each message
 * with `{ echo: <message> }` and ends with exit code 3 on the message `'die'`.
 */
export function hostContract(name: string, create: () => Promise<HostBench>): void {
  describe(`Host: ${name}`, () => {
    const benches: HostBench[] = [];
    const open = async (): Promise<HostBench> => {
      const bench = await create();
      benches.push(bench);
      return bench;
    };
    afterEach(async () => {
      await Promise.all(benches.splice(0).map((bench) => bench.dispose()));
    });

    test('keeps secrets over a restart, until they are deleted', async () => {
      const { host, restarted, expected } = await open();
      expect(host.secrets.protection).toBe(expected.protection);
      expect(await host.secrets.get('session')).toBeNull();
      await host.secrets.set('session', 'first');
      await host.secrets.set('session', 'second');
      await host.secrets.set('__proto__', 'a name like any other');
      const later = await restarted();
      expect(await later.secrets.get('session')).toBe('second');
      expect(await later.secrets.get('__proto__')).toBe('a name like any other');
      await later.secrets.delete('session');
      await later.secrets.delete('never set');
      expect(await later.secrets.get('session')).toBeNull();
    });

    test('loses no secret that is set at the same moment as others', async () => {
      const { host } = await open();
      const names = Array.from({ length: 20 }, (_, index) => `server-${index}`);
      await Promise.all(names.map((name) => host.secrets.set(name, `of ${name}`)));
      const kept = await Promise.all(names.map((name) => host.secrets.get(name)));
      expect(kept).toEqual(names.map((name) => `of ${name}`));
    });

    test('carries samples to a transcriber as they are', async () => {
      const { host } = await open();
      const port = await host.startTranscriber();
      const message = { type: 'audio', samples: new Float32Array([0.25, -1]) };
      const answer = new Promise((resolve) => port.onMessage(resolve));
      port.post(message);
      expect(await answer).toEqual({ echo: message });
      port.close();
    });

    test('tells once when the transcriber dies or is ended', async () => {
      const { host } = await open();
      const dying = await host.startTranscriber();
      const died = new Promise<string>((resolve) => dying.onClose(resolve));
      dying.post('die');
      expect(await died).not.toBe('');
      dying.post('into the void');

      const ended = await host.startTranscriber();
      const over = new Promise<string>((resolve) => ended.onClose(resolve));
      ended.close();
      await over;
    });

    test('says whether it can show a ring', async () => {
      const { host, expected } = await open();
      expect(host.showRing('server-1', exampleRing, 'Plan')).toBe(expected.showsRings);
      host.endRing(exampleRing);
      host.setTray(exampleTray);
      host.focusWindow();
    });
  });
}

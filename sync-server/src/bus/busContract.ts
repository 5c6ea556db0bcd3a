import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bus, BusTopics } from './Bus.ts';

/** What every {@link Bus} must do. `create` gives a bus that nobody else is on. */
export function busContract(name: string, create: () => Promise<Bus>): void {
  const someone = { account: 'someone', online: true, activity: 'free' } as const;

  async function open(): Promise<Bus> {
    const bus = await create();
    onTestFinished(() => bus.close());
    return bus;
  }

  function nextPresence(bus: Bus): Promise<BusTopics['presence']> {
    return new Promise((resolve) => {
      const end = bus.subscribe('presence', (message) => {
        end();
        resolve(message);
      });
    });
  }

  describe(name, () => {
    test('every subscriber of a topic gets its messages, in order, and no others', async () => {
      const bus = await open();
      const seen: string[] = [];
      bus.subscribe('session', ({ hash }) => seen.push(`a:${hash}`));
      bus.subscribe('session', ({ hash }) => seen.push(`b:${hash}`));
      bus.subscribe('role', () => seen.push('role'));
      const last = nextPresence(bus);
      await bus.publish('session', { hash: '1' });
      await bus.publish('session', { hash: '2' });
      await bus.publish('presence', someone);
      expect(await last).toEqual(someone);
      expect(seen.filter((entry) => entry.startsWith('a'))).toEqual(['a:1', 'a:2']);
      expect(seen.filter((entry) => entry.startsWith('b'))).toEqual(['b:1', 'b:2']);
      expect(seen).not.toContain('role');
    });

    test('nobody is called while publishing, or after the subscription ended', async () => {
      const bus = await open();
      let calls = 0;
      const end = bus.subscribe('session', () => (calls += 1));
      const published = bus.publish('session', { hash: '1' });
      expect(calls).toBe(0);
      const first = nextPresence(bus);
      await published;
      await bus.publish('presence', someone);
      await first;
      expect(calls).toBe(1);
      end();
      const second = nextPresence(bus);
      await bus.publish('session', { hash: '2' });
      await bus.publish('presence', { ...someone, online: false });
      await second;
      expect(calls).toBe(1);
    });
  });
}

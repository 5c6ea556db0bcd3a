import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { FakePort } from '../fakePorts.ts';
import { Backoff } from './Backoff.ts';
import { HubProcess } from './HubProcess.ts';

class FakeChild extends EventEmitter {
  readonly posted: { message: unknown; ports: unknown[] }[] = [];
  readonly kill = vi.fn(() => {
    this.emit('exit', 1);
    return true;
  });
  postMessage(message: unknown, ports: unknown[] = []): void {
    this.posted.push({ message, ports });
  }
}

function bench() {
  const children: FakeChild[] = [];
  const timers: { ms: number; fire: () => void; cancelled: boolean }[] = [];
  const clock = { now: 0 };
  const host = { answer: vi.fn(() => Promise.resolve({ value: 'secret' })), notice: vi.fn() };
  const hub = new HubProcess({
    fork: () => {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
    createChannel: () => FakePort.pair(),
    start: { type: 'start', profileDir: '/p', localServerUrl: null, protection: 'os' },
    host,
    after: (ms, fire) => {
      const timer = { ms, fire, cancelled: false };
      timers.push(timer);
      return () => (timer.cancelled = true);
    },
    now: () => clock.now,
    log: () => undefined,
  });
  const latest = () => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('nothing was forked');
    return child;
  };
  return { hub, children, timers, clock, host, latest };
}

describe('HubProcess', () => {
  test('starts the hub and hands out channels once it serves', async () => {
    const { hub, latest } = bench();
    const started = hub.start();
    expect(latest().posted[0]?.message).toMatchObject({ type: 'start', profileDir: '/p' });
    expect(() => hub.connect()).toThrow(expect.objectContaining({ code: 'not-connected' }));
    latest().emit('message', { type: 'ready' });
    await started;
    expect(hub.connect()).toBeInstanceOf(FakePort);
    expect(latest().posted.at(-1)).toMatchObject({
      message: { type: 'attach' },
      ports: [expect.any(FakePort)],
    });
  });

  test('starts it again when it dies, later and later', async () => {
    const { hub, latest, timers, children, clock } = bench();
    const started = hub.start();
    latest().emit('message', { type: 'ready' });
    await started;
    for (const expected of [0, 500, 1000]) {
      latest().emit('exit', 139);
      expect(() => hub.connect()).toThrow();
      expect(timers.at(-1)?.ms).toBe(expected);
      timers.at(-1)?.fire();
      latest().emit('message', { type: 'ready' });
      expect(() => hub.connect()).not.toThrow();
    }
    expect(children).toHaveLength(4);
    clock.now += 60_000;
    latest().emit('exit', 139);
    expect(timers.at(-1)?.ms).toBe(0);
  });

  test('says by code why a first start failed', async () => {
    const { hub, latest } = bench();
    const started = hub.start();
    latest().emit('message', { type: 'failed', error: { code: 'storage-failed' } });
    await expect(started).rejects.toMatchObject({ code: 'storage-failed' });
    expect(latest().kill).toHaveBeenCalledOnce();
  });

  test('stops it and waits until it has ended', async () => {
    const { hub, latest, timers, children } = bench();
    const started = hub.start();
    latest().emit('message', { type: 'ready' });
    await started;
    const stopped = hub.stop();
    expect(latest().posted.at(-1)?.message).toEqual({ type: 'stop' });
    latest().emit('exit', 0);
    await stopped;
    expect(timers.map(({ cancelled }) => cancelled)).toEqual([true]);
    expect(children).toHaveLength(1);
  });

  test('ends a hub that does not stop', async () => {
    const { hub, latest, timers } = bench();
    const started = hub.start();
    latest().emit('message', { type: 'ready' });
    await started;
    const stopped = hub.stop();
    timers.at(-1)?.fire();
    expect(latest().kill).toHaveBeenCalledOnce();
    await stopped;
  });

  test('starts nothing more when it is stopped between two starts', async () => {
    const { hub, latest, timers } = bench();
    const started = hub.start();
    latest().emit('message', { type: 'ready' });
    await started;
    latest().emit('exit', 1);
    await hub.stop();
    expect(timers.at(-1)?.cancelled).toBe(true);
  });

  test('answers requests of the hub, refusals by code', async () => {
    const { hub, latest, host } = bench();
    void hub.start();
    const ask = (id: number) =>
      latest().emit('message', { type: 'request', id, request: { kind: 'get-secret', name: 'a' } });
    ask(1);
    await vi.waitFor(() => expect(latest().posted).toHaveLength(2));
    expect(latest().posted.at(-1)?.message).toEqual({ type: 'reply', id: 1, value: 'secret' });
    host.answer.mockRejectedValueOnce(new Error('no keyring'));
    ask(2);
    await vi.waitFor(() => expect(latest().posted).toHaveLength(3));
    expect(latest().posted.at(-1)?.message).toMatchObject({
      type: 'refusal',
      id: 2,
      error: { code: 'internal' },
    });
  });

  test('ignores what it cannot read and passes on what concerns the shell', () => {
    const { hub, latest, host } = bench();
    void hub.start();
    latest().emit('message', { type: 'launch-missiles' });
    latest().emit('message', null);
    expect(host.notice).not.toHaveBeenCalled();
    latest().emit('message', { type: 'focus-window' });
    expect(host.notice).toHaveBeenCalledWith({ type: 'focus-window' });
  });

  test('finds files through the hub, and none while it is gone', async () => {
    const { hub, latest } = bench();
    expect(await hub.openFile('abc')).toBeNull();
    void hub.start();
    latest().emit('message', { type: 'ready' });
    const file = { path: '/x', name: 'x', type: 'image/png', size: 1 };
    const found = hub.openFile('abc');
    latest().emit('message', { type: 'file', id: 1, file });
    expect(await found).toEqual(file);
    const lost = hub.openFile('abc');
    latest().emit('exit', 1);
    expect(await lost).toBeNull();
    expect(await hub.openFile('x'.repeat(201))).toBeNull();
  });
});

test('the wait between starts has an end', () => {
  const backoff = new Backoff();
  const waits = Array.from({ length: 9 }, () => backoff.next(10));
  expect(waits).toEqual([0, 500, 1000, 2000, 5000, 10_000, 30_000, 30_000, 30_000]);
});

import { expect, it } from 'vitest';
import { IdleMemory, ownMemory } from './IdleMemory.ts';
import { silentLog } from './Log.ts';
import { ManualClock } from './testing/ManualClock.ts';

const mebibyte = 1024 * 1024;

/** A process with 120 MiB beside its heap that no collection can give back. */
function idleProcess() {
  const state = { freed: 0, busy: 0, releases: 0 };
  const clock = new ManualClock();
  const memory = {
    use: () => ({ rss: (160 + state.freed) * mebibyte, heapTotal: 40 * mebibyte }),
    busy: () => state.busy,
    release: () => {
      state.releases += 1;
      state.freed = 0;
    },
  };
  const idle = new IdleMemory({ memory, clock, log: silentLog });
  idle.start();
  clock.advance(15_000);
  state.releases = 0;
  clock.advance(60_000);
  return { idle, state, clock };
}

it('gives freed memory back once there is nothing to do', () => {
  const { state, clock } = idleProcess();
  state.freed = 200;
  state.busy = 0.5;
  clock.advance(120_000);
  expect(state.releases).toBe(0);
  state.busy = 0.01;
  clock.advance(15_000);
  expect(state.releases).toBe(1);
});

it('does not stop the process for little, or again and again', () => {
  const { state, clock } = idleProcess();
  state.freed = 60;
  clock.advance(600_000);
  expect(state.releases).toBe(0);
  state.freed = 100;
  clock.advance(15_000);
  state.freed = 100;
  clock.advance(30_000);
  expect(state.releases).toBe(1);
});

it('looks no more once it is stopped', () => {
  const { idle, state, clock } = idleProcess();
  state.freed = 200;
  idle.stop();
  clock.advance(600_000);
  expect(state.releases).toBe(0);
});

it('reads and releases the memory of this process', () => {
  const memory = ownMemory();
  memory.release();
  expect(memory.use().rss).toBeGreaterThan(memory.use().heapTotal);
  expect(memory.busy()).toBeGreaterThanOrEqual(0);
  expect(memory.busy()).toBeLessThanOrEqual(1);
});

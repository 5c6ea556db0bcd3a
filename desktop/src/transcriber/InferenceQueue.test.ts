import { expect, it } from 'vitest';
import { InferenceQueue } from './InferenceQueue.ts';

it('runs one at a time, finals first and drafts last', async () => {
  const queue = new InferenceQueue();
  const order: string[] = [];
  let running = 0;
  const task = (name: string) => async (): Promise<void> => {
    running += 1;
    expect(running).toBe(1);
    await Promise.resolve();
    order.push(name);
    running -= 1;
  };
  const all = [
    queue.run('draft', task('first')),
    queue.run('draft', task('draft')),
    queue.run('file', task('file')),
    queue.run('final', task('final 1')),
    queue.run('final', task('final 2')),
  ];
  expect(queue.busy).toBe(true);
  await Promise.all(all);
  expect(order).toEqual(['first', 'final 1', 'final 2', 'file', 'draft']);
});

it('goes on after a failure and gives it to who asked', async () => {
  const queue = new InferenceQueue();
  const failing = queue.run('final', () => Promise.reject(new Error('no memory')));
  const next = queue.run('final', () => Promise.resolve(7));
  await expect(failing).rejects.toThrow('no memory');
  await expect(next).resolves.toBe(7);
});

/** An inference that goes on until it is let go or aborted. */
function endless(started: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const task = (signal: AbortSignal): Promise<string> => {
    started.push(name);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    return Promise.race([promise, aborted]);
  };
  return { task, finish: () => resolve(name) };
}

it('gives up a draft for a final line', async () => {
  const queue = new InferenceQueue();
  const draft = queue.run('draft', endless([], 'draft').task);
  const final = queue.run('final', () => Promise.resolve('final'));
  await expect(draft).rejects.toMatchObject({ name: 'AbortError' });
  await expect(final).resolves.toBe('final');
});

it('runs a window of a recording again after the final line, and the third time to its end', async () => {
  const queue = new InferenceQueue();
  const started: string[] = [];
  const window = endless(started, 'window');
  const recording = queue.run('file', window.task);
  const final = async (): Promise<void> => {
    await queue.run('final', () => Promise.resolve(started.push('final')));
    await new Promise(setImmediate);
  };
  await final();
  await final();
  const third = final();
  expect(started).toEqual(['window', 'final', 'window', 'final', 'window']);
  window.finish();
  await expect(recording).resolves.toBe('window');
  await third;
  expect(started.at(-1)).toBe('final');
});

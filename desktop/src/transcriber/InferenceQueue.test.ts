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

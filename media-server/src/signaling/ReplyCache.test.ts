import { expect, test } from 'vitest';
import { ReplyCache } from './ReplyCache.ts';

test('a repeated key does nothing twice, not even while the first is under way', async () => {
  const cache = new ReplyCache();
  let runs = 0;
  const { promise, resolve } = Promise.withResolvers<{ ok: number }>();
  const run = () => {
    runs += 1;
    return promise;
  };
  const answers = [cache.once('k', 'produce', run), cache.once('k', 'produce', run)];
  resolve({ ok: 1 });
  expect(await Promise.all(answers)).toEqual([{ ok: 1 }, { ok: 1 }]);
  expect(await cache.once('k', 'produce', run)).toEqual({ ok: 1 });
  expect(runs).toBe(1);
});

test('without a key everything runs', async () => {
  const cache = new ReplyCache();
  let runs = 0;
  const run = () => Promise.resolve({ ok: (runs += 1) });
  await cache.once(undefined, 'produce', run);
  expect(await cache.once(undefined, 'produce', run)).toEqual({ ok: 2 });
});

test('a key that comes back for something else is refused', async () => {
  const cache = new ReplyCache();
  await cache.once('k', 'produce', () => Promise.resolve({ ok: 1 }));
  const answer = await cache.once('k', 'consume', () => Promise.resolve({ ok: 2 }));
  expect(answer).toEqual({ error: { code: 'already-done', detail: 'produce' } });
});

test('forgets the oldest keys, so that a client cannot fill the memory', async () => {
  const cache = new ReplyCache();
  let runs = 0;
  const run = () => Promise.resolve({ ok: (runs += 1) });
  for (let key = 0; key <= 256; key += 1) await cache.once(`k${key}`, 'produce', run);
  expect(await cache.once('k256', 'produce', run)).toEqual({ ok: 257 });
  expect(await cache.once('k0', 'produce', run)).toEqual({ ok: 258 });
});

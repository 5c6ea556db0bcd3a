import { expect, it } from 'vitest';
import { fetchOnlyNeeded } from './fetchOnlyNeeded.ts';

const outputNames = [
  'logits',
  'present.0.decoder.key',
  'present.0.encoder.key',
  'cross_attentions.0',
];

it('asks for what the encoder heard at the first step only, and for attention where it is read', async () => {
  const asked: (readonly string[])[] = [];
  const session = {
    outputNames,
    run: (_: object, fetches: readonly string[] = []) => Promise.resolve(asked.push(fetches)),
  };
  let attention = false;
  fetchOnlyNeeded(session, () => attention);
  await session.run({ use_cache_branch: { data: [false] } });
  await session.run({ use_cache_branch: { data: [1] } });
  attention = true;
  await session.run({});
  expect(asked).toEqual([
    ['logits', 'present.0.decoder.key', 'present.0.encoder.key'],
    ['logits', 'present.0.decoder.key'],
    outputNames,
  ]);
});

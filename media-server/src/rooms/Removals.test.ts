import { joinTokenLifetimeSeconds } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { Removals } from './Removals.ts';

const minted = (atSeconds: number, room = 'room', sub = 'alice') => ({
  iss: 'key',
  sub,
  exp: atSeconds + joinTokenLifetimeSeconds,
  video: { room, roomJoin: true },
});

test('a token from before the removal is barred, one from after it is not', () => {
  const removals = new Removals(() => 1_000_000);
  removals.add('room', 'alice');
  expect(removals.bars(minted(999))).toBe(true);
  expect(removals.bars(minted(1000))).toBe(false);
  expect(removals.bars(minted(999, 'other'))).toBe(false);
  expect(removals.bars(minted(999, 'room', 'bob'))).toBe(false);
});

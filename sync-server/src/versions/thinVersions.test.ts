import { expect, test } from 'vitest';
import type { StoredVersion } from '../storage/VersionStorage.ts';
import { thinVersions } from './thinVersions.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 5, 15, 12);

/** Newest first, one for each age; the id is its age in hours. */
function aged(ages: readonly number[], named: readonly number[] = []): StoredVersion[] {
  return ages.map((age) => ({
    id: String(age / hour),
    at: now - age,
    seq: 10_000 - age / hour,
    name: named.includes(age) ? 'kept' : null,
    authors: [{ account: `of ${String(age / hour)}`, edits: 1 }],
    size: 1,
  }));
}

test('all of the last day stay', () => {
  const versions = aged([hour, 2 * hour, 3 * hour, 23 * hour]);
  expect(thinVersions(versions, now, 200).remove).toEqual([]);
});

test('the newest of each day of a month stays, then the newest of each month', () => {
  const ages = [2 * day, 2 * day + hour, 2 * day + 5 * hour, 3 * day, 50 * day, 55 * day, 80 * day];
  const { remove } = thinVersions(aged(ages), now, 200);
  expect(remove.map((id) => Number(id) * hour)).toEqual([
    2 * day + hour,
    2 * day + 5 * hour,
    ages[5],
  ]);
});

test('a named version stays for good and stands for its day', () => {
  const ages = [2 * day, 2 * day + hour, 400 * day, 400 * day + hour];
  const { remove } = thinVersions(aged(ages, [2 * day + hour, 400 * day]), now, 200);
  expect(remove).toEqual([String((400 * day + hour) / hour)]);
});

test('above the limit the oldest without a name go, never the newest', () => {
  const ages = [hour, 2 * hour, 3 * hour, 4 * hour];
  expect(thinVersions(aged(ages, [4 * hour]), now, 2).remove).toEqual(['3', '2']);
  expect(thinVersions(aged(ages, [2 * hour, 3 * hour, 4 * hour]), now, 1).remove).toEqual([]);
});

test('who edited since the version before is still told when that one is gone', () => {
  const ages = [2 * day, 2 * day + hour, 2 * day + 2 * hour, 3 * day];
  const { authors } = thinVersions(aged(ages), now, 200);
  expect([...authors]).toEqual([
    [
      '48',
      [
        { account: 'of 48', edits: 1 },
        { account: 'of 49', edits: 1 },
        { account: 'of 50', edits: 1 },
      ],
    ],
  ]);
});

import { describe, expect, it } from 'vitest';
import { groupByDay } from './groupByDay.ts';

const version = (id: string, at: Date) => ({
  id,
  at: at.getTime(),
  authors: [],
  name: null,
  sizeBytes: 1,
});

describe('groupByDay', () => {
  it('puts what is of one day together and keeps the order', () => {
    const versions = [
      version('late', new Date(2026, 10, 21, 23, 59)),
      version('early', new Date(2026, 10, 21, 0, 0)),
      version('before', new Date(2026, 10, 20, 23, 59)),
    ];
    expect(groupByDay(versions).map(({ versions: of }) => of.map(({ id }) => id))).toEqual([
      ['late', 'early'],
      ['before'],
    ]);
  });
});

import type { Member } from '@confab/shared-types';
import { expect, it } from 'vitest';
import { choosePeople, mostShown } from './choosePeople.ts';

function member(name: string, online = false): Member {
  return {
    account: `account-${name}`,
    person: `person-${name}`,
    name,
    role: 'editor',
    online,
    activity: 'free',
  };
}

const names = (members: readonly Member[]) => members.map(({ name }) => name);

it('has those who are there first, then by name', () => {
  const members = [member('Zoe'), member('Bob', true), member('Anna'), member('Carol', true)];
  expect(names(choosePeople(members, '').shown)).toEqual(['Bob', 'Carol', 'Anna', 'Zoe']);
});

it('finds by parts of names in any order, whatever their case', () => {
  const members = [member('Kim Minji'), member('Minji Park'), member('김민지')];
  expect(names(choosePeople(members, ' minji KIM ').shown)).toEqual(['Kim Minji']);
  expect(names(choosePeople(members, '민지').shown)).toEqual(['김민지']);
  expect(choosePeople(members, 'nobody').shown).toEqual([]);
});

it('leaves the many to the search, and says how many', () => {
  const members = Array.from({ length: mostShown + 3 }, (_, index) => member(`P${index}`));
  const { shown, hidden } = choosePeople(members, '');
  expect([shown.length, hidden]).toEqual([mostShown, 3]);
});

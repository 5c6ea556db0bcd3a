import { describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readPresence } from './readPresence.ts';

const anna = { account: 'account-anna', name: 'Anna', color: '#000' };
const place = { page: 'page-0001', block: 'block', shift: 12 };

function awarenessOf(states: readonly unknown[]): Awareness {
  const awareness = new Awareness(new Y.Doc());
  states.forEach((state, index) => awareness.states.set(index + 1, state as object));
  return awareness;
}

describe('readPresence', () => {
  it('names others once, and not oneself', () => {
    const awareness = awarenessOf([
      { user: anna },
      { user: anna, place },
      { user: { ...anna, account: 'account-self', name: 'Me' } },
      { user: { person: 'person-ben', name: 'Ben', color: '#000' }, follows: 'account-self' },
    ]);
    expect(readPresence(awareness, 'account-self')).toEqual([
      { id: 'account-anna', name: 'Anna', place, follows: null },
      { id: 'person-ben', name: 'Ben', place: null, follows: 'account-self' },
    ]);
    awareness.destroy();
  });

  it('takes nothing from a place that is none, and skips who has no name', () => {
    const awareness = awarenessOf([
      { user: anna, place: { page: 7, block: null, shift: Infinity } },
      { place },
      null,
    ]);
    expect(readPresence(awareness, 'me')).toEqual([
      { id: 'account-anna', name: 'Anna', place: null, follows: null },
    ]);
    awareness.destroy();
  });
});

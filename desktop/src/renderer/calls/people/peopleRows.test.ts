import { describe, expect, it } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import { handOrder } from './handOrder.ts';
import { peopleRows } from './peopleRows.ts';

const call = new FakeCall();
const up = { handRaised: true };

function people(...names: readonly string[]) {
  call.set({ self: call.peer('me'), peers: names.map((name) => call.peer(name)) });
  return call.getState();
}

describe('peopleRows', () => {
  it('has oneself first and the others by name', () => {
    const rows = peopleRows(people('Zoe', 'Émile', 'Bob'), [], '', 'en');
    expect(rows.map(({ peer }) => peer.name)).toEqual(['me', 'Bob', 'Émile', 'Zoe']);
  });

  it('has raised hands on top, numbered in the order they were raised', () => {
    call.set({
      self: call.peer('me'),
      peers: [call.peer('Bob', up), call.peer('Carl'), call.peer('Ada', up)],
    });
    const rows = peopleRows(call.getState(), ['Ada-session', 'Bob-session'], '', 'en');
    expect(rows.map(({ peer, hand }) => [peer.name, hand])).toEqual([
      ['Ada', 1],
      ['Bob', 2],
      ['me', null],
      ['Carl', null],
    ]);
  });

  it('finds by a part of the name', () => {
    expect(peopleRows(people('Zoe', 'Bob'), [], ' ZO', 'en').map(({ peer }) => peer.name)).toEqual([
      'Zoe',
    ]);
  });

  it('numbers the devices of one person in the order they came', () => {
    call.set({
      self: call.peer('me'),
      peers: [
        call.peer('Bob', { session: 'bob-phone', joinedAt: 2 }),
        call.peer('Bob', { session: 'bob-laptop', joinedAt: 1 }),
      ],
    });
    const rows = peopleRows(call.getState(), [], '', 'en');
    expect(rows.map(({ peer, device }) => [peer.session, device])).toEqual([
      ['me-session', null],
      ['bob-laptop', { number: 1, of: 2 }],
      ['bob-phone', { number: 2, of: 2 }],
    ]);
  });
});

describe('handOrder', () => {
  it('keeps who was first, lets go of who lowered, and puts the newest last', () => {
    call.set({ self: null, peers: [call.peer('a', up), call.peer('b'), call.peer('c', up)] });
    const first = handOrder([], call.getState());
    expect(first).toEqual(['a-session', 'c-session']);
    call.set({ peers: [call.peer('a'), call.peer('b', up), call.peer('c', up)] });
    const second = handOrder(first, call.getState());
    expect(second).toEqual(['c-session', 'b-session']);
    expect(handOrder(second, call.getState())).toBe(second);
  });
});

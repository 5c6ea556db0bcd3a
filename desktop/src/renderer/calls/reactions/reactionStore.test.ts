import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import { addReaction, createReactionStore, reactionLifetimeMs } from './reactionStore.ts';
import type { Floating } from './reactionStore.ts';

const floating = (id: number, reaction: Floating['reaction'], at = 0): Floating => ({
  ...{ id, reaction, at, session: `session-${id}`, name: `name-${id}`, count: 1 },
});

describe('addReaction', () => {
  it('lets each rise by itself while they are few', () => {
    const two = addReaction([floating(1, 'heart')], floating(2, 'heart'));
    expect(two.map(({ count }) => count)).toEqual([1, 1]);
  });

  it('counts the same together once they are many', () => {
    let all: readonly Floating[] = [];
    for (let id = 1; id <= 40; id++) all = addReaction(all, floating(id, 'clap', id));
    expect(all).toHaveLength(8);
    expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(40);
    expect(addReaction(all, floating(41, 'party', 41))).toHaveLength(9);
  });

  it('adds none to one that is over', () => {
    let all: readonly Floating[] = [];
    for (let id = 1; id <= 8; id++) all = addReaction(all, floating(id, 'clap'));
    const later = addReaction(all, floating(9, 'clap', reactionLifetimeMs));
    expect(later).toMatchObject([{ id: 9, count: 1 }]);
  });
});

describe('reactionStore', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('shows one’s own at once, tells the others, and takes it off after three seconds', async () => {
    const call = new FakeCall();
    call.set({ self: call.peer('anna') });
    const reactions = createReactionStore({ call, now: () => Date.now() });
    await reactions.send('heart');
    expect(reactions.getState().floating).toMatchObject([{ name: 'anna', reaction: 'heart' }]);
    expect(call.sentData).toEqual([{ topic: 'reaction', payload: { reaction: 'heart' } }]);
    vi.advanceTimersByTime(reactionLifetimeMs);
    expect(reactions.getState().floating).toEqual([]);
  });

  it('shows those of people in the call and nothing else', () => {
    const call = new FakeCall();
    call.set({ peers: [call.peer('bob')] });
    const reactions = createReactionStore({ call, now: () => Date.now() });
    const stop = reactions.follow();
    call.receive({ from: 'bob-session', topic: 'reaction', payload: { reaction: 'party' } });
    call.receive({ from: 'bob-session', topic: 'reaction', payload: { reaction: '<b>' } });
    call.receive({ from: 'bob-session', topic: 'other', payload: { reaction: 'party' } });
    call.receive({ from: 'nobody-here', topic: 'reaction', payload: { reaction: 'party' } });
    expect(reactions.getState().floating).toMatchObject([{ name: 'bob', reaction: 'party' }]);
    stop();
    call.receive({ from: 'bob-session', topic: 'reaction', payload: { reaction: 'party' } });
    expect(reactions.getState().floating).toHaveLength(1);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '../CallSession.ts';
import type { OwnMediaState } from '../devices/ownMediaState.ts';
import type { CallState } from '../room/callState.ts';
import { newsOf } from './callNews.ts';
import { FakeCall } from './testing/FakeCall.ts';

const own: OwnMediaState = {
  microphone: 'on',
  camera: 'on',
  screen: 'off',
  screenAudio: false,
  speakingWhileMuted: false,
};

describe('newsOf', () => {
  let call: FakeCall;
  const at = (state: CallState, mine = own) => ({ call: state, own: mine }) as SessionState;

  /** The news of changing the call from how it is. */
  function changed(change: Partial<CallState>) {
    const before = at(call.getState());
    call.set(change);
    return newsOf(at(call.getState()), before);
  }

  beforeEach(() => {
    call = new FakeCall();
    call.set({ self: call.peer('me', { joinedAt: 100 }), peers: [call.peer('Bob')] });
  });

  it('tells who comes and goes, not who was there', () => {
    expect(changed({ peers: [call.peer('Bob'), call.peer('Carol')] })).toEqual([
      { type: 'joined', name: 'Carol' },
    ]);
    expect(changed({ peers: [] })).toEqual([
      { type: 'left', name: 'Bob' },
      { type: 'left', name: 'Carol' },
    ]);
    const fresh = new FakeCall();
    const before = at(fresh.getState());
    fresh.set({ self: fresh.peer('me'), peers: [fresh.peer('Bob')] });
    expect(newsOf(at(fresh.getState()), before)).toEqual([]);
  });

  it('tells hands and shared screens', () => {
    const screen = { screen_share: call.track('Bob-session', 'screen_share') };
    expect(changed({ peers: [call.peer('Bob', { handRaised: true, tracks: screen })] })).toEqual([
      { type: 'hand', name: 'Bob' },
      { type: 'sharing', name: 'Bob' },
    ]);
    expect(changed({ peers: [call.peer('Bob')] })).toEqual([
      { type: 'sharing-stopped', name: 'Bob' },
    ]);
  });

  it('reads out what others write from now on', () => {
    const old = call.message('Bob', 'before you came', 50);
    const mine = call.message('me', 'my own', 150);
    const fresh = call.message('Bob', 'hello', 200);
    expect(changed({ chat: [old, mine, fresh] })).toEqual([
      { type: 'chat', name: 'Bob', text: 'hello' },
    ]);
    expect(changed({ chat: [old, mine, fresh, call.message('Bob', 'again', 300)] })).toEqual([
      { type: 'chat', name: 'Bob', text: 'again' },
    ]);
  });

  it('tells what the others hear and see of oneself', () => {
    const state = call.getState();
    const news = (after: Partial<OwnMediaState>, before: Partial<OwnMediaState> = {}) =>
      newsOf(at(state, { ...own, ...after }), at(state, { ...own, ...before }));
    expect(news({ microphone: 'muted' })).toEqual([{ type: 'muted' }]);
    expect(news({}, { microphone: 'muted' })).toEqual([{ type: 'unmuted' }]);
    // Opening the microphone is how every call begins.
    expect(news({}, { microphone: 'starting' })).toEqual([]);
    expect(news({ screen: 'on' })).toEqual([{ type: 'own-sharing' }]);
    expect(
      news({ microphone: 'muted', speakingWhileMuted: true }, { microphone: 'muted' }),
    ).toEqual([{ type: 'speaking-while-muted' }]);
  });

  it('tells that the connection is lost and back', () => {
    expect(changed({ phase: 'reconnecting' })).toEqual([{ type: 'connection-lost' }]);
    expect(changed({ phase: 'in-call' })).toEqual([{ type: 'connection-back' }]);
  });

  it('tells hosts who waits, once', () => {
    const waiting = { session: 'w-session', identity: 'w', name: 'Wanda', since: 0 };
    expect(changed({ waiting: [waiting] })).toEqual([{ type: 'waiting', name: 'Wanda' }]);
    expect(changed({ waiting: [{ ...waiting }] })).toEqual([]);
  });

  it('tells a new role', () => {
    expect(changed({ self: call.peer('me', { role: 'host' }) })).toEqual([
      { type: 'role', role: 'host' },
    ]);
  });
});

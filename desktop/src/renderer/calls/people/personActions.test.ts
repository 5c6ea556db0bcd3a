import { grantsOfRole } from '@confab/shared-types';
import type { CallRole } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import { personActions } from './personActions.ts';

function callAs(role: CallRole) {
  const call = new FakeCall();
  call.set({ self: call.peer('me', { role }), grants: grantsOfRole('room', role) });
  return call;
}

const typesOf = (call: FakeCall, peer: ReturnType<FakeCall['peer']>) =>
  personActions(call.getState(), peer).map((action) =>
    'source' in action ? `${action.type} ${action.source}` : action.type,
  );

describe('personActions', () => {
  it('are for hosts alone', () => {
    for (const role of ['presenter', 'participant', 'viewer'] as const) {
      const call = callAs(role);
      expect(typesOf(call, call.peer('bob'))).toEqual([]);
    }
  });

  it('mute who can be heard and only ever ask who cannot', () => {
    const call = callAs('host');
    const heard = { microphone: call.track('bob-session', 'microphone') };
    expect(typesOf(call, call.peer('bob', { tracks: heard }))).toContain('mute microphone');
    expect(typesOf(call, call.peer('bob', { tracks: heard }))).not.toContain('ask-to-unmute');
    const muted = { microphone: call.track('bob-session', 'microphone', true) };
    expect(typesOf(call, call.peer('bob', { tracks: muted }))).toContain('ask-to-unmute');
  });

  it('do not ask a viewer, who has no microphone, to unmute', () => {
    const call = callAs('host');
    expect(typesOf(call, call.peer('bob', { role: 'viewer' }))).not.toContain('ask-to-unmute');
  });

  it('stop what is shown', () => {
    const call = callAs('host');
    const tracks = {
      camera: call.track('bob-session', 'camera'),
      screen_share: call.track('bob-session', 'screen_share'),
    };
    expect(typesOf(call, call.peer('bob', { tracks }))).toEqual(
      expect.arrayContaining(['mute camera', 'mute screen_share']),
    );
  });

  it('remove others, not one’s own other device', () => {
    const call = callAs('host');
    expect(typesOf(call, call.peer('bob'))).toContain('remove');
    expect(typesOf(call, call.peer('me', { session: 'my-phone' }))).not.toContain('remove');
  });

  it('offer every other role, and oneself no more than that', () => {
    const call = callAs('host');
    const self = call.getState().self ?? call.peer('me');
    expect(personActions(call.getState(), self)).toEqual([
      { type: 'set-role', role: 'presenter' },
      { type: 'set-role', role: 'participant' },
      { type: 'set-role', role: 'viewer' },
    ]);
  });
});

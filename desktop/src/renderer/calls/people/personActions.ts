import type { CallRole, TrackSource } from '@confab/shared-types';
import type { CallPeer, CallState } from '../room/callState.ts';

/** What may be done about one person in a call. */
export type PersonAction =
  | { readonly type: 'mute'; readonly source: TrackSource }
  | { readonly type: 'ask-to-unmute' }
  | { readonly type: 'set-role'; readonly role: CallRole }
  | { readonly type: 'remove' };

export const callRoles = [
  'host',
  'presenter',
  'participant',
  'viewer',
] as const satisfies CallRole[];

/** What this person may do about that one, as grants and state are now; nothing but for hosts. */
export function personActions(call: CallState, peer: CallPeer): readonly PersonAction[] {
  if (!isHost(call)) return [];
  const own = peer.session === call.self?.session;
  const roles = callRoles
    .filter((role) => role !== peer.role)
    .map((role) => ({ type: 'set-role' as const, role }));
  if (own) return roles;
  const { microphone, camera, screen_share: screen } = peer.tracks;
  const actions: PersonAction[] = [];
  if (microphone !== undefined && !microphone.muted) {
    actions.push({ type: 'mute', source: 'microphone' });
  } else if (peer.role !== 'viewer') actions.push({ type: 'ask-to-unmute' });
  if (camera !== undefined && !camera.muted) actions.push({ type: 'mute', source: 'camera' });
  if (screen !== undefined) actions.push({ type: 'mute', source: 'screen_share' });
  actions.push(...roles);
  // Removing ends all sessions of a person: one's own other device one leaves.
  if (peer.identity !== call.self?.identity) actions.push({ type: 'remove' });
  return actions;
}

export function isHost({ grants }: CallState): boolean {
  return grants?.roomAdmin === true;
}

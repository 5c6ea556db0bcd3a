import type { CallPeer, CallState } from '../room/CallClient.ts';

/** A person in the call as a tile shows them. */
export interface Participant {
  readonly peer: CallPeer;
  readonly own: boolean;
  readonly speaking: boolean;
}

/** The others in order of joining, then oneself: one's own picture is never in a speaker's place. */
export function participantsOf(call: CallState): readonly Participant[] {
  const speaking = new Set(call.speakers.map(({ session }) => session));
  const show = (peer: CallPeer, own: boolean): Participant => ({
    peer,
    own,
    speaking: speaking.has(peer.session),
  });
  const others = call.peers.map((peer) => show(peer, false));
  return call.self === null ? others : [...others, show(call.self, true)];
}

/** The name of whoever has this identity in the call; null: nobody here has it. */
export function nameIn(call: CallState, identity: string): string | null {
  if (call.self?.identity === identity) return call.self.name;
  return call.peers.find((peer) => peer.identity === identity)?.name ?? null;
}

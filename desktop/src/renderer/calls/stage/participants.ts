import type { CallPeer, CallState } from '../room/callState.ts';

/** Somebody in the call, oneself included; null: they are gone. */
export function peerOf({ self, peers }: CallState, session: string): CallPeer | null {
  if (self?.session === session) return self;
  return peers.find((peer) => peer.session === session) ?? null;
}

export function isMuted({ tracks: { microphone } }: CallPeer): boolean {
  return microphone === undefined || microphone.muted;
}

/** The name of whoever has this identity in the call; null: nobody here has it. */
export function nameIn(call: CallState, identity: string): string | null {
  if (call.self?.identity === identity) return call.self.name;
  return call.peers.find((peer) => peer.identity === identity)?.name ?? null;
}

import type { CallRole, Reaction } from '@confab/shared-types';
import type { SessionState } from '../CallSession.ts';
import type { CallPeer, CallState } from '../room/callState.ts';
import { nameIn } from '../stage/participants.ts';

/** Something in a call that who does not see it should be told. */
export type News =
  | { readonly type: NamedNews; readonly name: string }
  | { readonly type: 'chat'; readonly name: string; readonly text: string }
  | { readonly type: 'reaction'; readonly name: string; readonly reaction: Reaction }
  | { readonly type: 'role'; readonly role: CallRole }
  | { readonly type: OwnNews };

/** What several people may do in one moment: told in one sentence. */
export type NamedNews =
  | 'joined'
  | 'left'
  | 'hand'
  | 'sharing'
  | 'sharing-stopped'
  | 'waiting'
  | 'transcribing'
  | 'muted-by'
  | 'unmute-asked';

export type OwnNews =
  | 'muted'
  | 'unmuted'
  | 'speaking-while-muted'
  | 'camera-on'
  | 'camera-off'
  | 'hand-up'
  | 'hand-down'
  | 'own-sharing'
  | 'own-sharing-stopped'
  | 'not-transcribing'
  | 'connection-lost'
  | 'connection-back'
  | 'weak-connection';

const urgent: ReadonlySet<News['type']> = new Set([
  'muted-by',
  'unmute-asked',
  'speaking-while-muted',
  'connection-lost',
]);

/** Whether it may interrupt what a screen reader is saying. */
export function isUrgent({ type }: News): boolean {
  return urgent.has(type);
}

/** What has changed between two moments of a call, as far as it is worth words. */
export function newsOf(state: SessionState, before: SessionState): readonly News[] {
  const news = ownNews(state, before);
  const { call } = state;
  // Whoever is inside when one arrives is seen, not announced.
  if (call === before.call || before.call.self === null) return news;
  return [
    ...news,
    ...connectionNews(call, before.call),
    ...peerNews(call, before.call),
    ...roomNews(call, before.call),
    ...chatNews(call, before.call),
  ];
}

function ownNews({ own }: SessionState, { own: before }: SessionState): readonly News[] {
  const news: News[] = [];
  const tell = (type: OwnNews): void => void news.push({ type });
  if (own.microphone !== before.microphone && before.microphone !== 'starting') {
    if (own.microphone === 'muted') tell('muted');
    if (own.microphone === 'on') tell('unmuted');
  }
  if (own.speakingWhileMuted && !before.speakingWhileMuted) tell('speaking-while-muted');
  if (own.camera !== before.camera) {
    if (own.camera === 'on') tell('camera-on');
    if (own.camera === 'off') tell('camera-off');
  }
  if (own.screen !== before.screen) {
    if (own.screen === 'on') tell('own-sharing');
    if (before.screen === 'on') tell('own-sharing-stopped');
  }
  return news;
}

function connectionNews(call: CallState, before: CallState): readonly News[] {
  const news: News[] = [];
  if (call.phase !== before.phase) {
    if (call.phase === 'reconnecting') news.push({ type: 'connection-lost' });
    if (before.phase === 'reconnecting' && call.phase === 'in-call') {
      news.push({ type: 'connection-back' });
    }
  }
  if (call.audioOnly === 'weak-connection' && before.audioOnly !== 'weak-connection') {
    news.push({ type: 'weak-connection' });
  }
  return news;
}

function peerNews(call: CallState, before: CallState): readonly News[] {
  const news: News[] = [];
  const known = new Map(before.peers.map((peer) => [peer.session, peer]));
  for (const peer of call.peers) {
    const { name } = peer;
    const earlier = known.get(peer.session);
    known.delete(peer.session);
    if (earlier === undefined) {
      news.push({ type: 'joined', name });
      continue;
    }
    if (peer.handRaised && !earlier.handRaised) news.push({ type: 'hand', name });
    if (shares(peer) && !shares(earlier)) news.push({ type: 'sharing', name });
    if (!shares(peer) && shares(earlier)) news.push({ type: 'sharing-stopped', name });
  }
  for (const { name } of known.values()) news.push({ type: 'left', name });
  return news;
}

function shares({ tracks }: CallPeer): boolean {
  return tracks.screen_share !== undefined;
}

function roomNews(call: CallState, before: CallState): readonly News[] {
  const news: News[] = [];
  const { self } = call;
  if (self !== null && before.self !== null) {
    if (self.handRaised !== before.self.handRaised) {
      news.push({ type: self.handRaised ? 'hand-up' : 'hand-down' });
    }
    if (self.role !== before.self.role) news.push({ type: 'role', role: self.role });
  }
  const waited = new Set(before.waiting.map(({ session }) => session));
  for (const { session, name } of call.waiting) {
    if (!waited.has(session)) news.push({ type: 'waiting', name });
  }
  if (before.transcription === null && call.transcription !== null) {
    const name = nameIn(call, call.transcription.startedBy);
    if (name !== null) news.push({ type: 'transcribing', name });
  }
  if (before.transcription !== null && call.transcription === null) {
    news.push({ type: 'not-transcribing' });
  }
  return news;
}

/** What was written since one came in; what had been written before is read, not announced. */
function chatNews(call: CallState, before: CallState): readonly News[] {
  if (call.chat === before.chat || call.self === null) return [];
  const known = new Set(before.chat.map(({ id }) => id));
  const { identity, joinedAt } = call.self;
  return call.chat
    .filter((message) => !known.has(message.id))
    .filter((message) => message.identity !== identity && message.at >= joinedAt)
    .map(({ name, text }) => ({ type: 'chat', name, text }));
}

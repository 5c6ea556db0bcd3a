import type { AccountId } from '@confab/shared-types';
import type { SessionState } from '../CallSession.ts';
import { placeOf } from './consents.ts';

/** Something about transcription that one person has to know or answer. */
export type ConsentNotice =
  /** Told once in a call; `own` is what becomes of the person's own words. */
  | {
      readonly type: 'started';
      readonly by: AccountId;
      readonly own: 'here' | 'no-model' | 'unknown';
    }
  | { readonly type: 'no-model' }
  | { readonly type: 'asking' }
  | { readonly type: 'offered'; readonly by: AccountId }
  /** Somebody else asks for what this person can do. */
  | { readonly type: 'asked'; readonly by: AccountId; readonly at: number };

/** What of it stands now: at most one about one's own words, and one request of the others. */
export function consentNoticesOf(
  state: Pick<SessionState, 'call' | 'own' | 'words'>,
): readonly ConsentNotice[] {
  const { call } = state;
  if (call.transcription === null || call.self === null || !state.words.consents.ready) return [];
  const own = ownNotice(state, call.self.identity, call.transcription.startedBy);
  return [...(own === null ? [] : [own]), ...requests(state, call.self.identity)];
}

function ownNotice(
  { call, own, words }: Pick<SessionState, 'call' | 'own' | 'words'>,
  self: AccountId,
  startedBy: AccountId,
): ConsentNotice | null {
  const { speech, told, modelNoticeSeen, consents } = words;
  if (speech === 'declined') return null;
  const heard = own.microphone !== 'denied' && own.microphone !== 'missing';
  const withoutModel = heard && speech === 'no-model';
  const present = new Set(call.peers.map(({ identity }) => identity));
  const place = placeOf(consents, self, present);
  if (withoutModel && place.type === 'nowhere' && place.offeredBy !== null) {
    return { type: 'offered', by: place.offeredBy };
  }
  if (!told) {
    const here = speech === 'on' ? 'here' : withoutModel ? 'no-model' : 'unknown';
    return { type: 'started', by: startedBy, own: here };
  }
  if (!withoutModel) return null;
  if (place.type === 'nowhere' && place.asks) return { type: 'asking' };
  return modelNoticeSeen ? null : { type: 'no-model' };
}

function requests(
  { call, words }: Pick<SessionState, 'call' | 'words'>,
  self: AccountId,
): ConsentNotice[] {
  if (words.speech !== 'on') return [];
  const present = new Set([self, ...call.peers.map(({ identity }) => identity)]);
  for (const by of present) {
    if (by === self) continue;
    const place = placeOf(words.consents, by, present);
    const ask = words.consents.asks.get(by);
    if (place.type !== 'nowhere' || place.offeredBy !== null || ask === undefined) continue;
    return [{ type: 'asked', by, at: ask.at }];
  }
  return [];
}

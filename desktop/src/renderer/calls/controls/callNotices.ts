import type { SessionState } from '../CallSession.ts';
import type { OwnMediaState } from '../devices/ownMediaState.ts';
import { mayPublish } from '../room/mayPublish.ts';

export type CallNotice =
  | 'reconnecting'
  | 'weakConnection'
  | 'audioOnly'
  | 'sound'
  | 'bothDenied'
  | 'bothMissing'
  | 'microphoneDenied'
  | 'microphoneMissing'
  | 'cameraDenied'
  | 'cameraMissing'
  | 'speechFailed';

export type NoticeGrounds = Pick<SessionState, 'call' | 'own' | 'words' | 'playSound'>;

/** What the person should know about their own part of the call; one notice a cause. */
export function callNoticesOf(state: NoticeGrounds): readonly CallNotice[] {
  const { call, words, playSound } = state;
  const notices: CallNotice[] = [...connectionNotices(state)];
  if (playSound !== null) notices.push('sound');
  notices.push(...deviceNotices(state.own, state));
  // Without a microphone there is nothing to write down, which was said already.
  const heard = state.own.microphone !== 'denied' && state.own.microphone !== 'missing';
  if (call.transcription !== null && heard && words.speech === 'failed') {
    notices.push('speechFailed');
  }
  return notices;
}

function connectionNotices({ call }: NoticeGrounds): readonly CallNotice[] {
  // A lost connection is why it was weak.
  if (call.phase === 'reconnecting') return ['reconnecting'];
  switch (call.audioOnly) {
    case 'off':
      return [];
    case 'chosen':
      return ['audioOnly'];
    case 'weak-connection':
      return ['weakConnection'];
  }
}

function deviceNotices(
  { microphone, camera }: OwnMediaState,
  { call }: NoticeGrounds,
): readonly CallNotice[] {
  // Whoever may not send it misses nothing.
  const heard = mayPublish(call.grants, 'microphone') ? microphone : null;
  const seen = mayPublish(call.grants, 'camera') ? camera : null;
  if (heard === 'denied' && seen === 'denied') return ['bothDenied'];
  if (heard === 'missing' && seen === 'missing') return ['bothMissing'];
  const notices: CallNotice[] = [];
  if (heard === 'denied') notices.push('microphoneDenied');
  if (heard === 'missing') notices.push('microphoneMissing');
  if (seen === 'denied') notices.push('cameraDenied');
  if (seen === 'missing') notices.push('cameraMissing');
  return notices;
}

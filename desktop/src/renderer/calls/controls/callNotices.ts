import type { OwnSpeechState } from '../CallSession.ts';
import type { OwnMediaState } from '../devices/OwnMedia.ts';

export type CallNotice =
  | 'bothDenied'
  | 'bothMissing'
  | 'microphoneDenied'
  | 'microphoneMissing'
  | 'cameraDenied'
  | 'cameraMissing'
  | 'noModel'
  | 'speechFailed';

/** What the person should know about their own part of the call; one notice a cause. */
export function callNoticesOf(own: OwnMediaState, speech: OwnSpeechState): readonly CallNotice[] {
  const notices: CallNotice[] = [...deviceNotices(own)];
  if (speech === 'no-model') notices.push('noModel');
  if (speech === 'failed') notices.push('speechFailed');
  return notices;
}

function deviceNotices({ microphone, camera }: OwnMediaState): readonly CallNotice[] {
  if (microphone === 'denied' && camera === 'denied') return ['bothDenied'];
  if (microphone === 'missing' && camera === 'missing') return ['bothMissing'];
  const notices: CallNotice[] = [];
  if (microphone === 'denied') notices.push('microphoneDenied');
  if (microphone === 'missing') notices.push('microphoneMissing');
  if (camera === 'denied') notices.push('cameraDenied');
  if (camera === 'missing') notices.push('cameraMissing');
  return notices;
}

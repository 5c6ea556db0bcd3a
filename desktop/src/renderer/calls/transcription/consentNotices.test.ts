import { describe, expect, it } from 'vitest';
import type { OwnMediaState } from '../devices/ownMediaState.ts';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import type { SessionState } from '../CallSession.ts';
import type { WordsState } from './CallTranscription.ts';
import { consentNoticesOf } from './consentNotices.ts';
import { noConsents } from './consents.ts';
import type { Consents } from './consents.ts';

function state(
  words: Partial<Omit<WordsState, 'consents'>> & { readonly consents?: Partial<Consents> },
  microphone: OwnMediaState['microphone'] = 'on',
): Pick<SessionState, 'call' | 'own' | 'words'> {
  const call = new FakeCall();
  call.set({
    transcription: { startedBy: 'bob', startedAt: 1 },
    self: call.peer('anna'),
    peers: [call.peer('bob'), call.peer('cleo')],
  });
  return {
    call: call.getState(),
    own: { microphone, camera: 'on', screen: 'off', screenAudio: false, speakingWhileMuted: false },
    words: {
      ...{ speech: 'on', told: true, modelNoticeSeen: false, language: null },
      ...words,
      consents: { ...noConsents, ready: true, ...words.consents },
    },
  };
}

describe('consentNoticesOf', () => {
  it('tells each once that the call is transcribed, and what becomes of their words', () => {
    const started = { type: 'started', by: 'bob' };
    expect(consentNoticesOf(state({ told: false }))).toEqual([{ ...started, own: 'here' }]);
    expect(consentNoticesOf(state({ told: false, speech: 'no-model' }))).toEqual([
      { ...started, own: 'no-model' },
    ]);
    expect(consentNoticesOf(state({ told: false, speech: 'off' }, 'missing'))).toEqual([
      { ...started, own: 'unknown' },
    ]);
    expect(consentNoticesOf(state({}))).toEqual([]);
  });

  it('says nothing before it is known what was agreed, and to nobody who declined', () => {
    expect(consentNoticesOf(state({ told: false, consents: { ready: false } }))).toEqual([]);
    expect(consentNoticesOf(state({ told: false, speech: 'declined' }))).toEqual([]);
  });

  it('says that there is no model until that was seen', () => {
    expect(consentNoticesOf(state({ speech: 'no-model' }))).toEqual([{ type: 'no-model' }]);
    expect(consentNoticesOf(state({ speech: 'no-model', modelNoticeSeen: true }))).toEqual([]);
    expect(consentNoticesOf(state({ speech: 'no-model' }, 'denied'))).toEqual([]);
  });

  it('has an offer answered first, and tells who asked that it is known', () => {
    const asks = new Map([['anna', { at: 1 }]]);
    const seen = { speech: 'no-model', modelNoticeSeen: true } as const;
    expect(consentNoticesOf(state({ ...seen, consents: { asks } }))).toEqual([{ type: 'asking' }]);
    const offers = new Map([['anna|cleo', { at: 2 }]]);
    const offered = [{ type: 'offered', by: 'cleo' }];
    expect(consentNoticesOf(state({ ...seen, consents: { asks, offers } }))).toEqual(offered);
    expect(consentNoticesOf(state({ ...seen, told: false, consents: { offers } }))).toEqual(
      offered,
    );
    // Whoever has a model needs none.
    expect(consentNoticesOf(state({ consents: { offers } }))).toEqual([]);
  });

  it('passes a request on to those who can help, until somebody offers', () => {
    const asks = new Map([['cleo', { at: 3 }]]);
    expect(consentNoticesOf(state({ consents: { asks } }))).toEqual([
      { type: 'asked', by: 'cleo', at: 3 },
    ]);
    expect(consentNoticesOf(state({ speech: 'volunteer', consents: { asks } }))).toEqual([]);
    const offers = new Map([['cleo|bob', { at: 4 }]]);
    expect(consentNoticesOf(state({ consents: { asks, offers } }))).toEqual([]);
    const gone = new Map([['dana', { at: 3 }]]);
    expect(consentNoticesOf(state({ consents: { asks: gone } }))).toEqual([]);
  });
});

import { grantsOfRole } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import type { OwnMediaState } from '../devices/ownMediaState.ts';
import type { CallState } from '../room/callState.ts';
import { noConsents } from '../transcription/consents.ts';
import type { WordsState } from '../transcription/CallTranscription.ts';
import { callNoticesOf } from './callNotices.ts';
import type { NoticeGrounds } from './callNotices.ts';
import { FakeCall } from './testing/FakeCall.ts';

function words(speech: WordsState['speech']): WordsState {
  return { speech, consents: noConsents, told: true, modelNoticeSeen: true, language: null };
}

function grounds(
  own: Partial<OwnMediaState> = {},
  call: Partial<CallState> = {},
  more: Partial<NoticeGrounds> = {},
): NoticeGrounds {
  const fake = new FakeCall();
  fake.set({ transcription: { startedBy: 'anna', startedAt: 0 }, ...call });
  return {
    call: fake.getState(),
    own: {
      microphone: 'on',
      camera: 'on',
      screen: 'off',
      screenAudio: false,
      speakingWhileMuted: false,
      ...own,
    },
    words: words('on'),
    playSound: null,
    ...more,
  };
}

describe('callNoticesOf', () => {
  it('says nothing when everything works or is off by choice', () => {
    expect(callNoticesOf(grounds({ microphone: 'muted', camera: 'off' }))).toEqual([]);
  });

  it('names one cause once', () => {
    const denied = grounds({ microphone: 'denied', camera: 'denied' });
    expect(callNoticesOf(denied)).toEqual(['bothDenied']);
    const missing = grounds({ microphone: 'missing', camera: 'missing' });
    expect(callNoticesOf(missing)).toEqual(['bothMissing']);
    const lost = grounds({}, { phase: 'reconnecting', audioOnly: 'weak-connection' });
    expect(callNoticesOf(lost)).toEqual(['reconnecting']);
    const silent = grounds({ microphone: 'missing' }, {}, { words: words('failed') });
    expect(callNoticesOf(silent)).toEqual(['microphoneMissing']);
  });

  it('names different causes apart', () => {
    const state = grounds(
      { camera: 'missing' },
      { audioOnly: 'weak-connection' },
      {
        words: words('failed'),
        playSound: () => undefined,
      },
    );
    expect(callNoticesOf(state)).toEqual([
      'weakConnection',
      'sound',
      'cameraMissing',
      'speechFailed',
    ]);
  });

  it('misses no device that may not be used here', () => {
    const state = grounds(
      { microphone: 'missing', camera: 'denied' },
      { grants: grantsOfRole('room', 'viewer') },
      {},
    );
    expect(callNoticesOf(state)).toEqual([]);
  });

  it('tells what came of a choice that lasts', () => {
    expect(callNoticesOf(grounds({}, { audioOnly: 'chosen' }))).toEqual(['audioOnly']);
  });
});

import { describe, expect, it } from 'vitest';
import { callNoticesOf } from './callNotices.ts';

describe('callNoticesOf', () => {
  it('says nothing when everything works or is off by choice', () => {
    expect(callNoticesOf({ microphone: 'muted', camera: 'off' }, 'on')).toEqual([]);
  });

  it('names one cause once', () => {
    expect(callNoticesOf({ microphone: 'denied', camera: 'denied' }, 'off')).toEqual([
      'bothDenied',
    ]);
    expect(callNoticesOf({ microphone: 'missing', camera: 'missing' }, 'off')).toEqual([
      'bothMissing',
    ]);
  });

  it('names different causes apart', () => {
    expect(callNoticesOf({ microphone: 'denied', camera: 'missing' }, 'no-model')).toEqual([
      'microphoneDenied',
      'cameraMissing',
      'noModel',
    ]);
  });
});

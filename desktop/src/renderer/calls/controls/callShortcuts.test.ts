import { describe, expect, it } from 'vitest';
import { callActionOf } from './callShortcuts.ts';

function press(key: string, code: string, more: Partial<Parameters<typeof callActionOf>[0]> = {}) {
  return {
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    isComposing: false,
    repeat: false,
    ...more,
  };
}

describe('callActionOf', () => {
  it('knows the keys of a call, with a Hangul layout too', () => {
    expect(callActionOf(press('m', 'KeyM'), false, 'linux')).toBe('microphone');
    expect(callActionOf(press('ㅡ', 'KeyM'), false, 'linux')).toBe('microphone');
    expect(callActionOf(press('v', 'KeyV'), false, 'mac')).toBe('camera');
    expect(callActionOf(press('?', 'Slash', { shiftKey: true }), false, 'linux')).toBe('help');
  });

  it('keeps silent while something is typed or composed', () => {
    expect(callActionOf(press('m', 'KeyM'), true, 'linux')).toBeNull();
    expect(callActionOf(press('ㅡ', 'KeyM', { isComposing: true }), false, 'linux')).toBeNull();
  });

  it('leaves combinations and held keys alone', () => {
    expect(callActionOf(press('c', 'KeyC', { ctrlKey: true }), false, 'linux')).toBeNull();
    expect(callActionOf(press('r', 'KeyR', { metaKey: true }), false, 'mac')).toBeNull();
    expect(callActionOf(press('m', 'KeyM', { repeat: true }), false, 'linux')).toBeNull();
    expect(callActionOf(press('l', 'KeyL'), false, 'linux')).toBeNull();
  });
});

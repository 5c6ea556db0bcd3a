import { describe, expect, it } from 'vitest';
import { callActionOf, callActions, callShortcuts } from './callShortcuts.ts';
import type { KeySituation } from './callShortcuts.ts';

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

const free: KeySituation = {
  typing: false,
  onControl: false,
  singleKeys: true,
  platform: 'linux',
};

describe('callActionOf', () => {
  it('knows the keys of a call, with a Hangul layout too', () => {
    expect(callActionOf(press('m', 'KeyM'), free)).toBe('microphone');
    expect(callActionOf(press('ㅡ', 'KeyM'), free)).toBe('microphone');
    expect(callActionOf(press('v', 'KeyV'), { ...free, platform: 'mac' })).toBe('camera');
    expect(callActionOf(press('?', 'Slash', { shiftKey: true }), free)).toBe('help');
    expect(callActionOf(press('r', 'KeyR'), free)).toBe('hand');
    expect(callActionOf(press('R', 'KeyR', { shiftKey: true }), free)).toBe('reactions');
  });

  it('keeps single keys silent while something is typed or composed', () => {
    expect(callActionOf(press('m', 'KeyM'), { ...free, typing: true })).toBeNull();
    expect(callActionOf(press(' ', 'Space'), { ...free, typing: true })).toBeNull();
    expect(callActionOf(press('ㅡ', 'KeyM', { isComposing: true }), free)).toBeNull();
  });

  it('leaves other combinations and held keys alone', () => {
    expect(callActionOf(press('c', 'KeyC', { ctrlKey: true }), free)).toBeNull();
    expect(callActionOf(press('r', 'KeyR', { metaKey: true }), free)).toBeNull();
    expect(callActionOf(press('m', 'KeyM', { repeat: true }), free)).toBeNull();
    expect(callActionOf(press('l', 'KeyL'), free)).toBeNull();
  });

  it('takes Space for talking, but not from a button that has the focus', () => {
    expect(callActionOf(press(' ', 'Space'), free)).toBe('talk');
    expect(callActionOf(press(' ', 'Space'), { ...free, onControl: true })).toBeNull();
    expect(callActionOf(press(' ', 'Space', { ctrlKey: true }), free)).toBeNull();
  });

  it('mutes by a combination while typing, and where single keys are off', () => {
    const mute = press('M', 'KeyM', { ctrlKey: true, shiftKey: true });
    expect(callActionOf(mute, { ...free, typing: true, singleKeys: false })).toBe(
      'microphoneAnywhere',
    );
    expect(callActionOf(press('m', 'KeyM'), { ...free, singleKeys: false })).toBeNull();
    expect(callActionOf(press(' ', 'Space'), { ...free, singleKeys: false })).toBeNull();
    expect(
      callActionOf(press('?', 'Slash', { shiftKey: true }), { ...free, singleKeys: false }),
    ).toBeNull();
  });

  it('gives no key to two actions', () => {
    const keys = callActions.map((action) => callShortcuts[action].toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });
});

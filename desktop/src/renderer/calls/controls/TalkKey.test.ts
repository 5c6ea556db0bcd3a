import { beforeEach, describe, expect, it } from 'vitest';
import { TalkKey } from './TalkKey.ts';

describe('TalkKey', () => {
  let muted = true;
  let changes: boolean[] = [];
  let key: TalkKey;

  beforeEach(() => {
    muted = true;
    changes = [];
    key = new TalkKey({
      isMuted: () => muted,
      setMicrophone: (on) => {
        muted = !on;
        changes.push(on);
      },
    });
  });

  it('lets one be heard for as long as it is held', () => {
    expect(key.press()).toBe(true);
    expect(key.press()).toBe(true);
    key.release();
    expect(changes).toEqual([true, false]);
  });

  it('leaves a microphone alone that was on', () => {
    muted = false;
    expect(key.press()).toBe(false);
    key.release();
    expect(changes).toEqual([]);
  });

  it('mutes once, however often it is let go', () => {
    key.press();
    key.release();
    key.release();
    expect(changes).toEqual([true, false]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { Playback } from './Playback.ts';
import type { SoundElement } from './Playback.ts';

/** An element whose time is moved by the test's clock. */
class FakeSound implements SoundElement {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  readonly duration: number;

  constructor(duration: number) {
    this.duration = duration;
  }

  get ended(): boolean {
    return this.currentTime >= this.duration;
  }

  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  pass(milliseconds: number): void {
    if (this.paused) return;
    const place = this.currentTime + (milliseconds * this.playbackRate) / 1000;
    this.currentTime = Math.min(this.duration, place);
    if (this.ended) this.paused = true;
  }
}

let now: number;
let frame: (() => void) | null;

beforeEach(() => {
  now = 0;
  frame = null;
});

function playbackOf(...voices: { readonly element: FakeSound; readonly startedAt: number }[]) {
  const playback = new Playback({
    voices,
    now: () => now,
    eachFrame: (callback) => {
      frame = callback;
      return () => (frame = null);
    },
  });
  const pass = (milliseconds: number): void => {
    for (let passed = 0; passed < milliseconds; passed += 20) {
      now += 20;
      for (const { element } of voices) element.pass(20);
      frame?.();
    }
  };
  return { playback, pass, state: () => playback.store.getState() };
}

describe('Playback', () => {
  it('plays from a moment and tells where it is', () => {
    const sound = new FakeSound(10);
    const { playback, pass, state } = playbackOf({ element: sound, startedAt: 1_000 });
    const moments: number[] = [];
    playback.onMoment((moment) => moments.push(moment));
    playback.playFrom(4_000);
    expect(state().playing).toBe(true);
    pass(500);
    expect(sound.currentTime).toBeCloseTo(3.5, 3);
    expect(moments.at(-1)).toBeCloseTo(4_500, 0);
    playback.pause();
    pass(500);
    expect(state().at).toBeCloseTo(4_500, 0);
  });

  it('ends where the sound does, and begins again from there', () => {
    const { playback, pass, state } = playbackOf({ element: new FakeSound(1), startedAt: 0 });
    playback.play();
    pass(1_200);
    expect(state()).toMatchObject({ playing: false, at: 1_000 });
    playback.play();
    pass(100);
    expect(state().playing).toBe(true);
    expect(playback.at).toBeLessThan(300);
  });

  it('plays several voices together, each from when it was kept', () => {
    const anna = new FakeSound(4);
    const ben = new FakeSound(4);
    const { playback, pass } = playbackOf(
      { element: anna, startedAt: 0 },
      { element: ben, startedAt: 2_000 },
    );
    playback.playFrom(1_500);
    expect([anna.paused, ben.paused]).toEqual([false, true]);
    pass(1_000);
    expect([anna.paused, ben.paused]).toEqual([false, false]);
    expect(anna.currentTime - ben.currentTime).toBeCloseTo(2, 1);
    pass(2_000);
    expect([anna.paused, ben.paused]).toEqual([true, false]);
    expect(playback.at).toBeCloseTo(4_500, -2);
  });

  it('brings a voice back that has fallen behind', () => {
    const anna = new FakeSound(10);
    const ben = new FakeSound(10);
    const { playback, pass } = playbackOf(
      { element: anna, startedAt: 0 },
      { element: ben, startedAt: 0 },
    );
    playback.play();
    pass(1_000);
    ben.currentTime = 0.2;
    pass(20);
    expect(Math.abs(anna.currentTime - ben.currentTime)).toBeLessThan(0.05);
  });

  it('goes on through a time of which nothing was kept', () => {
    const later = new FakeSound(2);
    const { playback, pass } = playbackOf(
      { element: new FakeSound(1), startedAt: 0 },
      { element: later, startedAt: 3_000 },
    );
    playback.setRate(2);
    playback.play();
    pass(1_000);
    expect(playback.at).toBeGreaterThan(1_800);
    expect(playback.at).toBeLessThan(2_200);
    pass(1_000);
    expect(later.paused).toBe(false);
    expect(later.playbackRate).toBe(2);
  });

  it('stays within what there is', () => {
    const { playback } = playbackOf({ element: new FakeSound(2), startedAt: 5_000 });
    playback.skip(-5_000);
    expect(playback.at).toBe(5_000);
    playback.skip(60_000);
    expect(playback.at).toBe(7_000);
  });
});

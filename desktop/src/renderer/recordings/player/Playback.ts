import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** What of an audio element playing needs. */
export type SoundElement = Pick<
  HTMLAudioElement,
  'currentTime' | 'duration' | 'ended' | 'paused' | 'playbackRate' | 'play' | 'pause'
>;

export interface Voice {
  readonly element: SoundElement;
  /** When its first sample was, on the clock of the transcript. */
  readonly startedAt: number;
}

export interface PlaybackState {
  readonly playing: boolean;
  /** On the clock of the transcript, as the rest. */
  readonly at: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly rate: number;
  readonly error: unknown;
}

export interface PlaybackOptions {
  /** Their lengths are known. */
  readonly voices: readonly Voice[];
  /** Calls back before each picture is drawn, until it is stopped. */
  readonly eachFrame: (callback: () => void) => () => void;
  /** Milliseconds that only go on. */
  readonly now: () => number;
}

export const rates = [0.75, 1, 1.25, 1.5, 2] as const;

/** The store tells this often while it plays; words are lit from {@link Playback.onMoment}. */
const toldEveryMs = 200;
/** Voices that are further apart than this are heard to be. */
const apartMs = 120;

/**
 * Plays the kept voices of a call together in time, or the sound of a recording. One voice that is
 * being heard leads; where nobody's was kept, time goes on by itself until the next one.
 */
export class Playback {
  readonly store: StoreApi<PlaybackState>;
  readonly #voices: readonly Voice[];
  readonly #eachFrame: PlaybackOptions['eachFrame'];
  readonly #now: () => number;
  readonly #listeners = new Set<(moment: number) => void>();
  #stopFrames: (() => void) | null = null;
  #at: number;
  #tickedAt = 0;
  #toldAt = 0;

  constructor({ voices, eachFrame, now }: PlaybackOptions) {
    this.#voices = voices;
    this.#eachFrame = eachFrame;
    this.#now = now;
    const startedAt = Math.min(...voices.map((voice) => voice.startedAt));
    this.#at = startedAt;
    this.store = createStore<PlaybackState>(() => ({
      playing: false,
      at: startedAt,
      startedAt,
      endedAt: Math.max(...voices.map(endOf)),
      rate: 1,
      error: null,
    }));
  }

  /** The moment being heard. */
  get at(): number {
    return this.#at;
  }

  /** Calls back at each picture while it plays, and when it is moved. */
  onMoment(listener: (moment: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  toggle(): void {
    if (this.store.getState().playing) this.pause();
    else this.play();
  }

  play(): void {
    const { playing, startedAt, endedAt } = this.store.getState();
    if (playing) return;
    if (this.#at >= endedAt) this.#at = startedAt;
    this.store.setState({ playing: true, error: null });
    this.#tickedAt = this.#now();
    this.#align();
    this.#stopFrames = this.#eachFrame(() => this.#tick());
  }

  pause(): void {
    this.#stopFrames?.();
    this.#stopFrames = null;
    for (const { element } of this.#voices) element.pause();
    this.store.setState({ playing: false, at: this.#at });
  }

  /** Goes to a moment, and goes on playing if it does. */
  seek(moment: number): void {
    const { startedAt, endedAt, playing } = this.store.getState();
    this.#at = Math.min(endedAt, Math.max(startedAt, moment));
    for (const voice of this.#voices) {
      if (this.#isHeard(voice)) voice.element.currentTime = this.#placeIn(voice);
      else voice.element.pause();
    }
    this.#tickedAt = this.#now();
    if (playing) this.#align();
    this.#told(true);
  }

  /** Plays from a moment on. */
  playFrom(moment: number): void {
    this.seek(moment);
    this.play();
  }

  skip(milliseconds: number): void {
    this.seek(this.#at + milliseconds);
  }

  setRate(rate: number): void {
    for (const { element } of this.#voices) element.playbackRate = rate;
    this.store.setState({ rate });
  }

  close(): void {
    this.pause();
    this.#listeners.clear();
  }

  #tick(): void {
    const now = this.#now();
    const passed = (now - this.#tickedAt) * this.store.getState().rate;
    this.#tickedAt = now;
    const leading = this.#voices.find(
      (voice) => this.#isHeard(voice) && !voice.element.paused && !voice.element.ended,
    );
    if (leading !== undefined) this.#at = leading.startedAt + leading.element.currentTime * 1000;
    // Nobody is heard here; one whose element only begins to play is waited for.
    else if (!this.#voices.some((voice) => this.#isHeard(voice) && !voice.element.ended)) {
      this.#at += passed;
    }
    if (this.#at >= this.store.getState().endedAt) {
      this.#at = this.store.getState().endedAt;
      this.#told(true);
      return this.pause();
    }
    this.#align();
    this.#told(false);
  }

  /** Has those play who are heard at this moment, at the same place. */
  #align(): void {
    for (const voice of this.#voices) {
      const { element } = voice;
      if (!this.#isHeard(voice)) {
        if (!element.paused) element.pause();
        continue;
      }
      const place = this.#placeIn(voice);
      if (Math.abs(element.currentTime - place) * 1000 > apartMs) element.currentTime = place;
      if (!element.paused || element.ended) continue;
      element.play().catch((error: unknown) => this.#fail(error));
    }
  }

  #fail(error: unknown): void {
    // Paused before it began: no failure.
    if (error instanceof DOMException && error.name === 'AbortError') return;
    this.pause();
    this.store.setState({ error });
  }

  #isHeard(voice: Voice): boolean {
    return this.#at >= voice.startedAt && this.#at < endOf(voice);
  }

  #placeIn(voice: Voice): number {
    return (this.#at - voice.startedAt) / 1000;
  }

  #told(now: boolean): void {
    for (const listener of this.#listeners) listener(this.#at);
    if (!now && Math.abs(this.#at - this.#toldAt) < toldEveryMs) return;
    this.#toldAt = this.#at;
    this.store.setState({ at: this.#at });
  }
}

function endOf({ element, startedAt }: Voice): number {
  return startedAt + element.duration * 1000;
}

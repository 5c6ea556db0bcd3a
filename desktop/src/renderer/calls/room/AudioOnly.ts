import type { CallEnvironment } from './callEnvironment.ts';
import type { CallState } from './callState.ts';
import { Timers } from './Timers.ts';

export interface AudioOnlyOptions {
  readonly environment: CallEnvironment;
  readonly onChange: (state: CallState['audioOnly']) => void;
}

/** How long most pictures stand still before all are given up for the sound. */
const givenUpAfterMs = 10_000;
/** How long until pictures are tried again; twice as long after each time in vain. */
const firstPauseMs = 20_000;
const longestPauseMs = 240_000;
/** Pictures that moved this long were not in vain. */
const provenAfterMs = 60_000;

/**
 * Whether pictures are received at all. A person's word counts; else they are given up while the
 * connection is too weak for most of them, and tried again later and ever more rarely.
 */
export class AudioOnly {
  readonly #options: AudioOnlyOptions;
  readonly #timers: Timers;
  #state: CallState['audioOnly'] = 'off';
  #cancelTimer: (() => void) | null = null;
  #pauseMs = firstPauseMs;
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(options: AudioOnlyOptions) {
    this.#options = options;
    this.#timers = new Timers(options.environment);
  }

  /** The person's word; `false` also ends what a weak connection began. */
  choose(on: boolean): void {
    this.#pauseMs = firstPauseMs;
    this.#triedAt = Number.NEGATIVE_INFINITY;
    this.#set(on ? 'chosen' : 'off');
  }

  /** How many pictures ought to move, and how many of them the connection holds. */
  look({ watched, held }: { readonly watched: number; readonly held: number }): void {
    if (this.#state !== 'off') return;
    const isWeak = held * 2 > watched;
    if (!isWeak) return this.#stopTimer();
    this.#cancelTimer ??= this.#timers.set(() => this.#giveUp(), givenUpAfterMs);
  }

  close(): void {
    this.#timers.close();
  }

  #giveUp(): void {
    const now = this.#options.environment.now();
    const inVain = now - this.#triedAt < provenAfterMs + givenUpAfterMs;
    this.#pauseMs = inVain ? Math.min(longestPauseMs, this.#pauseMs * 2) : firstPauseMs;
    this.#set('weak-connection');
    this.#cancelTimer = this.#timers.set(() => {
      this.#triedAt = this.#options.environment.now();
      this.#set('off');
    }, this.#pauseMs);
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #set(state: CallState['audioOnly']): void {
    this.#stopTimer();
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}

import { ConfabError } from '@confab/shared-types';
import type { MinutesLease } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';

/** A lease of a minute is asked for again while a model is still writing. */
const renewMs = 20_000;

/** Keeps a lease while the minutes are made, and knows when somebody else has it. */
export class LeaseRenewal {
  lost = false;
  readonly #take: () => Promise<MinutesLease | null>;
  readonly #clock: Clock;
  #cancel: () => void = () => undefined;

  constructor(take: () => Promise<MinutesLease | null>, clock: Clock) {
    this.#take = take;
    this.#clock = clock;
    this.#renewLater();
  }

  stop(): void {
    this.#cancel();
  }

  #renewLater(): void {
    this.#cancel = this.#clock.after(renewMs, () => {
      this.#take().then(
        (lease) => {
          this.lost ||= lease?.granted === false;
          if (!this.lost) this.#renewLater();
        },
        // Out of reach it runs out by itself; nobody is told to stop writing.
        (error: unknown) => {
          if (!(error instanceof ConfabError)) throw error;
          this.#renewLater();
        },
      );
    });
  }
}

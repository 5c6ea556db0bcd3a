import type { HubFile } from '../../shell/RunningHub.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import { randomId } from '../randomId.ts';
import type { TemporaryFiles } from './TemporaryFiles.ts';

/** Somebody who asked for a file saves it at once, or asks again. */
const keptMs = 60 * 60_000;

interface Offer {
  readonly file: HubFile;
  readonly cancelRemoval: () => void;
}

/** Files made to be saved by a window, for an hour. */
export class Downloads {
  readonly #temporary: TemporaryFiles;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #offers = new Map<string, Offer>();

  constructor(temporary: TemporaryFiles, clock: Clock, log: Log) {
    this.#temporary = temporary;
    this.#clock = clock;
    this.#log = log;
  }

  /** Answers a path this profile's windows can load, unguessable to anything else on the machine. */
  offer(file: HubFile): string {
    const capability = randomId();
    const cancelRemoval = this.#clock.after(keptMs, () => this.#remove(capability));
    this.#offers.set(capability, { file, cancelRemoval });
    return `/f/${capability}`;
  }

  open(capability: string): HubFile | null {
    return this.#offers.get(capability)?.file ?? null;
  }

  /** The files themselves go at the next start. */
  close(): void {
    for (const { cancelRemoval } of this.#offers.values()) cancelRemoval();
  }

  #remove(capability: string): void {
    const offer = this.#offers.get(capability);
    if (offer === undefined) return;
    this.#offers.delete(capability);
    this.#temporary.remove(offer.file.path).catch((error: unknown) => {
      this.#log('an exported file could not be removed', error);
    });
  }
}

import type { LocalMedia, MediaOutcome } from './localMedia.ts';
import type { MediaNotice } from './ownMediaState.ts';
import { createSettler } from './settle.ts';

/** A device that is open, and whatever its owner makes of it. */
export interface OpenDevice {
  /** What was asked for; null: the system's choice. */
  readonly wish: string | null;
  readonly device: MediaStreamTrack;
}

export interface KeptDeviceOptions<Open extends OpenDevice> {
  readonly kind: 'microphone' | 'camera';
  readonly open: LocalMedia['openMicrophone'];
  /** The remembered device; null: the system's choice. */
  readonly deviceId: string | null;
  /** Gets what is made of the device ready, without using it yet. */
  readonly prepare: (wish: string | null, device: MediaStreamTrack) => Promise<Open>;
  /** This one is in use from now on. */
  readonly use: (open: Open) => void;
  /** Whether what is made of the device is what is wanted now. */
  readonly isTreated: (open: Open) => boolean;
  readonly treat: (open: Open) => Promise<void>;
  readonly release: (open: Open) => void;
  /** A device is being opened and none is in use. */
  readonly onStarting: () => void;
  /** None could be opened. */
  readonly onRefused: (result: Exclude<MediaOutcome['result'], 'ok'>) => void;
  readonly onNotice: (notice: MediaNotice) => void;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Keeps the chosen device open while it is wanted. Another one is made ready first and then takes
 * over; one that is pulled out is replaced by the system's choice, and that is said.
 */
export class KeptDevice<Open extends OpenDevice> {
  readonly #options: KeptDeviceOptions<Open>;
  readonly #settle: () => Promise<void>;
  #deviceId: string | null;
  #open: Open | null = null;
  #wanted = false;
  #missing = false;
  #stopped = false;

  constructor(options: KeptDeviceOptions<Open>) {
    this.#options = options;
    this.#deviceId = options.deviceId;
    this.#settle = createSettler(() => this.#step());
  }

  get open(): Open | null {
    return this.#open;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The device in use; null where the browser does not tell. */
  get usedDevice(): string | null {
    return this.#open?.device.getSettings().deviceId ?? null;
  }

  want(): Promise<void> {
    this.#wanted = true;
    return this.#settle();
  }

  /** Answers the one that was in use, for its owner to release. */
  giveUp(): Open | null {
    const open = this.#open;
    this.#wanted = false;
    this.#missing = false;
    this.#open = null;
    return open;
  }

  /** One that is missing is asked for again. */
  choose(deviceId: string | null): void {
    this.#deviceId = deviceId;
    if (this.#missing) this.#wanted = true;
    this.settle();
  }

  /** Brings what is open in line with what is wanted. */
  settle(): void {
    this.#told(this.#settle());
  }

  stop(): void {
    this.#stopped = true;
    if (this.#open !== null) this.#options.release(this.#open);
    this.#open = null;
  }

  /** False when what is made of this device would come too late. */
  uses(open: Open): boolean {
    return !this.#gone() && this.#open === open;
  }

  async #step(): Promise<boolean> {
    if (this.#gone()) return false;
    const open = this.#open;
    if (open === null || open.wish !== this.#deviceId) {
      await this.#openDevice(this.#deviceId);
      return true;
    }
    if (this.#options.isTreated(open)) return false;
    await this.#options.treat(open);
    return true;
  }

  async #openDevice(wish: string | null): Promise<void> {
    if (this.#open === null) this.#options.onStarting();
    const outcome = await this.#options.open(wish);
    if (this.#gone()) {
      if (outcome.result === 'ok') outcome.track.stop();
      return;
    }
    if (outcome.result !== 'ok') return this.#onRefused(outcome.result);
    const { track } = outcome;
    const before = this.#open;
    const open = await this.#options.prepare(wish, track);
    if (this.#gone()) return this.#options.release(open);
    track.addEventListener('ended', () => this.#onUnplugged(open));
    this.#open = open;
    this.#options.use(open);
    if (before !== null) this.#options.release(before);
  }

  #onRefused(result: Exclude<MediaOutcome['result'], 'ok'>): void {
    const { kind, onNotice, onRefused } = this.#options;
    if (this.#open !== null) {
      // The one in use goes on.
      this.#deviceId = this.#open.wish;
      return onNotice({ type: 'not-opened', kind });
    }
    this.#wanted = false;
    this.#missing = result === 'missing';
    onRefused(result);
  }

  #onUnplugged(open: Open): void {
    if (this.#stopped || this.#open !== open) return;
    const { kind, release, onNotice } = this.#options;
    release(open);
    this.#open = null;
    this.#deviceId = null;
    const tell = (): void => {
      const now = this.#open?.device;
      if (now === undefined) return;
      onNotice({ type: 'switched', kind, from: open.device.label, to: now.label });
    };
    this.#told(this.#settle().then(tell));
  }

  #gone(): boolean {
    return this.#stopped || !this.#wanted;
  }

  #told(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.onProblem(error));
  }
}

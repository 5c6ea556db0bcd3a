import { ConfabError } from '@confab/shared-types';
import type { CallId, WorkspaceId } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { BlobSender } from '../hub/BlobSender.ts';
import type { HubClient } from '../hub/HubClient.ts';

/** A sound that goes on while the device it comes from changes. */
export interface VoiceTape {
  readonly type: string;
  /** Records this track from now on; null: silence. */
  follow(track: MediaStreamTrack | null): void;
  /** Resolves when the last piece was given out. */
  stop(): Promise<void>;
}

export type StartTape = (listeners: {
  /** It records from now on. */
  readonly onStart: () => void;
  readonly onPiece: (piece: Blob) => void;
  readonly onFailed: (error: unknown) => void;
}) => VoiceTape;

export interface OwnVoiceRecorderOptions {
  readonly hub: Pick<HubClient, 'request' | 'openBlob'>;
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  /** Milliseconds since the epoch on the media server's clock. */
  readonly now: () => number;
  readonly startTape: StartTape;
  readonly onProblem: (error: unknown) => void;
}

export type OwnVoiceState =
  { readonly name: 'off' | 'on' } | { readonly name: 'failed'; readonly error: unknown };

/** What waits for the disk when it is full is given up at this: minutes of speech. */
const waitingLimitBytes = 2 * 1024 * 1024;

/**
 * Keeps one's own voice in a call on this device, because the person asked for it: as it is sent,
 * silent while muted, over changes of the device.
 */
export class OwnVoiceRecorder {
  readonly store: StoreApi<OwnVoiceState> = createStore<OwnVoiceState>(() => ({ name: 'off' }));
  readonly #options: OwnVoiceRecorderOptions;
  #track: MediaStreamTrack | null = null;
  #kept: KeptVoice | null = null;

  constructor(options: OwnVoiceRecorderOptions) {
    this.#options = options;
  }

  /** The microphone in use, as it changes; null: none. */
  follow(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#kept?.follow(track);
  }

  start(): void {
    if (this.#kept !== null) return;
    const kept = new KeptVoice(this.#options, (error) => {
      if (this.#kept === kept) this.#failed(error);
    });
    this.#kept = kept;
    kept.follow(this.#track);
    this.store.setState({ name: 'on' }, true);
  }

  /** Resolves when all of it is on disk. */
  async stop(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept === null) return;
    this.store.setState({ name: 'off' }, true);
    await kept.end();
  }

  /** A hub that was away keeps what it has; what is said from now on is another sound. */
  resume(): void {
    const kept = this.#kept;
    if (kept === null) return;
    this.#kept = null;
    kept.abandon();
    this.start();
  }

  #failed(error: unknown): void {
    // Taken up again when the hub is back.
    if (error instanceof ConfabError && error.code === 'not-connected') return;
    this.#kept?.abandon();
    this.#kept = null;
    this.store.setState({ name: 'failed', error }, true);
    this.#options.onProblem(error);
  }
}

/** One sound on its way to the disk. */
class KeptVoice {
  readonly #options: OwnVoiceRecorderOptions;
  readonly #tape: VoiceTape;
  readonly #onFailed: (error: unknown) => void;
  #transfer: string | null = null;
  #blob: BlobSender | null = null;
  #work: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #over = false;

  constructor(options: OwnVoiceRecorderOptions, onFailed: (error: unknown) => void) {
    this.#options = options;
    this.#onFailed = onFailed;
    this.#tape = options.startTape({
      onStart: () => this.#begin(),
      onPiece: (piece) => this.#add(piece),
      onFailed: (error) => this.#fail(error),
    });
  }

  follow(track: MediaStreamTrack | null): void {
    this.#tape.follow(track);
  }

  async end(): Promise<void> {
    await this.#tape.stop();
    await this.#work;
    if (this.#over || this.#transfer === null) return;
    this.#over = true;
    this.#blob?.close();
    await this.#options.hub.request('audio.end', { transfer: this.#transfer });
  }

  abandon(): void {
    this.#over = true;
    this.#blob?.close();
    this.#tape.stop().catch(this.#options.onProblem);
  }

  #begin(): void {
    const { hub, workspace, call, now } = this.#options;
    const startedAt = now();
    this.#queue(async () => {
      const { type } = this.#tape;
      const { transfer } = await hub.request('audio.begin', { workspace, call, startedAt, type });
      this.#transfer = transfer;
      this.#blob = hub.openBlob(transfer);
    });
  }

  #add(piece: Blob): void {
    if (this.#over) return;
    this.#waitingBytes += piece.size;
    if (this.#waitingBytes > waitingLimitBytes) return this.#fail(new ConfabError('storage-full'));
    this.#queue(async () => {
      await this.#blob?.send(new Uint8Array(await piece.arrayBuffer()));
      this.#waitingBytes -= piece.size;
    });
  }

  #queue(work: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.#over ? undefined : work()))
      .catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#onFailed(error);
  }
}

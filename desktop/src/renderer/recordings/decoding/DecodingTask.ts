import { ConfabError } from '@confab/shared-types';
import type { RecordingTask } from '@confab/shared-types';
import type { BlobSender } from '../../hub/BlobSender.ts';
import type { HubClient } from '../../hub/HubClient.ts';
import type { DecodingNews, DecodingOrder } from './decodingMessages.ts';

/** A worker that decodes, as a window uses it. */
export interface Decoding {
  order(what: DecodingOrder): void;
  stop(): void;
}

export type StartDecoding = (listeners: {
  readonly onNews: (news: DecodingNews) => void;
  /** The worker itself broke. */
  readonly onBroken: (message: string) => void;
}) => Decoding;

export interface DecodingTaskOptions {
  readonly hub: Pick<HubClient, 'request' | 'sendAudio' | 'openBlob'>;
  readonly start: StartDecoding;
  readonly given: RecordingTask;
  /** All was sent, or there is nothing more to be had from the file. */
  readonly onOver: () => void;
  readonly onProblem: (problem: unknown) => void;
}

/** One recording, or the sound of one that is kept, on its way from its file to the hub. */
export class DecodingTask {
  readonly #options: DecodingTaskOptions;
  readonly #decoding: Decoding;
  #blob: BlobSender | null = null;
  /** News are answered one after another. */
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: DecodingTaskOptions) {
    this.#options = options;
    const { given } = options;
    const failed = (detail: string): DecodingNews => ({
      type: 'failed',
      code: 'recording-unreadable',
      detail,
    });
    this.#decoding = options.start({
      onNews: (news) => this.#queue(() => this.#answer(news)),
      onBroken: (message) => this.#queue(() => this.#answer(failed(message))),
    });
    const { address, fromSample } = given;
    if (given.kind === 'transcribe') {
      this.#decoding.order({ type: 'transcribe', address, fromSample });
      return;
    }
    this.#queue(() => this.#openBlob());
    this.#decoding.order({ type: 'keep', address });
  }

  get stream(): string {
    return this.#options.given.stream;
  }

  credit(upTo: number): void {
    if (this.#options.given.kind === 'transcribe') this.#decoding.order({ type: 'credit', upTo });
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#decoding.stop();
    this.#blob?.close();
  }

  async #openBlob(): Promise<void> {
    const { hub } = this.#options;
    const { transfer } = await hub.request('recordings.keep', { stream: this.stream });
    this.#blob = hub.openBlob(transfer);
    if (this.#stopped) this.#blob.close();
  }

  #queue(work: () => Promise<void> | void): void {
    this.#work = this.#work
      .then(() => (this.#stopped ? undefined : work()))
      .catch((error: unknown) => {
        if (this.#stopped || isLost(error)) return;
        this.#options.onProblem(error);
        this.#options.onOver();
      });
  }

  async #answer(news: DecodingNews): Promise<void> {
    const { hub } = this.#options;
    const { stream } = this;
    switch (news.type) {
      case 'looked':
        await hub.request('recordings.looked', { stream, durationMs: news.durationMs });
        return;
      case 'sound':
        return hub.sendAudio(stream, news.firstSample, news.samples);
      case 'bytes':
        return this.#sendBytes(news.bytes);
      case 'done':
        await this.#blob?.send(new Uint8Array(0), { last: true });
        await hub.request('recordings.decoded', { stream, totalSamples: news.totalSamples });
        return this.#options.onOver();
      case 'failed': {
        const { code } = news;
        const detail = news.detail.slice(0, 500);
        await hub.request('recordings.undecodable', { stream, code, detail });
        return this.#options.onOver();
      }
    }
  }

  async #sendBytes(bytes: Uint8Array): Promise<void> {
    const blob = this.#blob;
    if (blob === null) return;
    await blob.send(bytes);
    this.#decoding.order({ type: 'credit', upTo: blob.sentBytes + aheadBytes });
  }
}

/** What the worker may have encoded that has not left this window. */
const aheadBytes = 256 * 1024;

function isLost(error: unknown): boolean {
  return error instanceof ConfabError && error.code === 'not-connected';
}

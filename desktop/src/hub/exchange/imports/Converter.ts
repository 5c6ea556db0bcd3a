import { Worker } from 'node:worker_threads';
import { ConfabError } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import type { Clock } from '../../Clock.ts';
import type { ConvertOptions, TitledPage } from './convertFile.ts';
import type { ConvertAnswer, ConvertRequest } from './convertMessages.ts';

/** A file that takes longer was made to take long. */
const timeoutMs = 120_000;

/**
 * Reads files in a thread of its own, one after the other. What cannot be read, takes too long or
 * ends the thread rejects with `import-unreadable`; the next file gets a new thread then.
 */
export class Converter {
  readonly #clock: Clock;
  #worker: Worker | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async convert(text: string, options: ConvertOptions): Promise<TitledPage> {
    const answer = await this.#ask({ type: 'convert', text, options });
    if (answer.type !== 'page') throw unreadable(answer);
    return answer.page;
  }

  /** A new page's whole document, as one update. */
  async write(title: string, icon: string | null, blocks: readonly Block[]): Promise<Uint8Array> {
    const answer = await this.#ask({ type: 'write', title, icon, blocks });
    if (answer.type !== 'update') throw unreadable(answer);
    return answer.update;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #ask(request: ConvertRequest): Promise<ConvertAnswer> {
    const worker = (this.#worker ??= startWorker());
    const { promise, resolve, reject } = Promise.withResolvers<ConvertAnswer>();
    const failed = (message: string): void => reject(new ConfabError('import-unreadable', message));
    const onError = (error: Error): void => failed(error.message);
    const onExit = (): void => failed('the thread ended');
    const cancelTimeout = this.#clock.after(timeoutMs, () => failed('it takes too long'));
    worker.once('message', resolve).once('error', onError).once('exit', onExit);
    worker.postMessage(request);
    try {
      return await promise;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      cancelTimeout();
      worker.off('message', resolve).off('error', onError).off('exit', onExit);
    }
  }
}

/** The thread's entry lies beside this file, or beside the bundle that this file is in. */
function startWorker(): Worker {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./convertWorker.${ending}`, import.meta.url));
}

function unreadable(answer: ConvertAnswer): ConfabError {
  return new ConfabError('import-unreadable', answer.type === 'failed' ? answer.message : '');
}

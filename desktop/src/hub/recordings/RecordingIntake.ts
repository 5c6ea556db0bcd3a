import { ConfabError } from '@confab/shared-types';
import type { CallId } from '@confab/shared-types';
import type { SealedWriter } from '../audio/SealedWriter.ts';
import type { IncomingFile } from '../files/FileTransfer.ts';
import { begun } from '../files/FileTransfers.ts';
import type { FileTransfers } from '../files/FileTransfers.ts';
import type { RecordingStore } from './RecordingStore.ts';

export interface RecordingIntakeOptions {
  readonly store: RecordingStore;
  readonly onChange: () => void;
}

/** Progress of a file that comes in is told this often on its way. */
const steps = 100;

/** Files of recordings on their way from a window into the store of sounds. */
export class RecordingIntake {
  readonly #options: RecordingIntakeOptions;
  readonly #receiving = new Map<CallId, SealedWriter>();
  #closed = false;

  constructor(options: RecordingIntakeOptions) {
    this.#options = options;
  }

  receivedBytes(id: CallId): number {
    return this.#receiving.get(id)?.size ?? 0;
  }

  /** Takes in the file of a recording that is written down; answers its transfer. */
  async begin(
    id: CallId,
    writer: SealedWriter,
    size: number,
    transfers: Pick<FileTransfers, 'beginSound'>,
  ): Promise<string> {
    this.#receiving.set(id, writer);
    const incoming = this.#incoming(id, writer, size / steps);
    const keep = (): Promise<void> => this.#received(id, writer);
    return await begun(incoming, () => transfers.beginSound({ size, incoming, keep }));
  }

  /** Gives up a file that is coming in; nothing happens to any other. */
  async cancel(id: CallId): Promise<void> {
    const writer = this.#receiving.get(id);
    this.#receiving.delete(id);
    await writer?.cancel();
  }

  /** What is still coming in is interrupted; that is said when the profile is opened next. */
  close(): void {
    this.#closed = true;
  }

  #incoming(id: CallId, writer: SealedWriter, step: number): IncomingFile {
    let told = 0;
    return {
      get size() {
        return writer.size;
      },
      write: async (bytes) => {
        if (!this.#receiving.has(id)) throw new ConfabError('cancelled');
        try {
          await writer.write(bytes);
        } catch (error) {
          await this.#interrupted(id, error);
          throw error;
        }
        if (writer.size - told < step) return;
        told = writer.size;
        this.#options.onChange();
      },
      cancel: () => this.#interrupted(id, new ConfabError('recording-interrupted')),
    };
  }

  async #received(id: CallId, writer: SealedWriter): Promise<void> {
    if (!this.#receiving.has(id)) throw new ConfabError('cancelled');
    try {
      await writer.end();
    } catch (error) {
      await this.#interrupted(id, error);
      throw error;
    }
    this.#receiving.delete(id);
    this.#options.store.setState(id, 'waiting');
    this.#options.onChange();
  }

  async #interrupted(id: CallId, error: unknown): Promise<void> {
    if (!this.#receiving.has(id)) return;
    await this.cancel(id);
    if (this.#closed) return;
    const { store, onChange } = this.#options;
    const { code, detail } = error instanceof ConfabError ? error : new ConfabError('internal');
    store.together(() => {
      store.forgetSource(id);
      store.setFailed(id, code, detail);
    });
    onChange();
  }
}

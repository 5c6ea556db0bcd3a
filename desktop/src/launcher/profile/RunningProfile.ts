import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { z } from 'zod';

import { isAlive } from '../processes/isAlive.ts';
import { OwnerLock } from '../processes/OwnerLock.ts';
import { readPrivateJson, removeFile, writePrivateJson } from '../processes/privateFile.ts';

const retryMs = 100;
/** How long the app of a launcher that was killed is given to put its things in order. */
const orphanMs = 10_000;

/** What `running.json` in a profile's folder holds; good only while the profile's lock is held. */
export const runningRecordSchema = z.object({
  /** Of the app's process. */
  pid: z.int().positive(),
  url: z.string().min(1),
});

export type Claim =
  | { readonly kind: 'ours'; readonly profile: RunningProfile }
  | { readonly kind: 'running'; readonly url: string }
  | { readonly kind: 'stopped' };

/**
 * A profile that runs in this process: nobody else can claim it meanwhile, and who tries learns the
 * app's address. A launcher that was killed leaves a record that nobody believes, since its lock is
 * gone with it.
 */
export class RunningProfile {
  readonly folder: string;
  readonly #lock: OwnerLock;

  private constructor(folder: string, lock: OwnerLock) {
    this.folder = folder;
    this.#lock = lock;
  }

  /** Takes the profile, or waits for the address of the one who has it (it may still be starting). */
  static async claim(folder: string, stop: AbortSignal): Promise<Claim> {
    while (!stop.aborted) {
      const lock = OwnerLock.tryTake(join(folder, 'running.lock'));
      if (lock !== null) {
        await orphanEnded(folder);
        removeFile(recordPath(folder));
        return { kind: 'ours', profile: new RunningProfile(folder, lock) };
      }
      const record = readPrivateJson(recordPath(folder), runningRecordSchema);
      if (record !== null) return { kind: 'running', url: record.url };
      await delay(retryMs);
    }
    return { kind: 'stopped' };
  }

  /** Tells later starts where the app is. */
  announce(pid: number, url: string): void {
    writePrivateJson(recordPath(this.folder), { pid, url });
  }

  release(): void {
    removeFile(recordPath(this.folder));
    this.#lock.release();
  }
}

/**
 * A launcher that was killed leaves a record and, for a moment, an app that is writing what it had
 * in hand. Starting beside it would mean two apps on one profile.
 */
async function orphanEnded(folder: string): Promise<void> {
  const record = readPrivateJson(recordPath(folder), runningRecordSchema);
  if (record === null) return;
  // Should the pid be another program's by now, only this time is lost.
  const deadline = Date.now() + orphanMs;
  while (isAlive(record.pid) && Date.now() < deadline) await delay(retryMs);
}

function recordPath(folder: string): string {
  return join(folder, 'running.json');
}

import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfabError } from '@confab/shared-types';
import type { Backup } from '@confab/shared-types';
import { diskError, isMissing } from '../../files/durableFolders.ts';
import { randomId } from '../../randomId.ts';

/** Automatic backups that are kept; a person's own are never removed by themselves. */
export const automaticKept = 7;

const idForm = /^(\d{8}T\d{9}Z)-(daily|manual)-([A-Za-z0-9_-]{8})$/;
const ending = '.confab-backup.zip';

/** The backups of a profile, one file each. */
export class BackupFolder {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the folder; what an earlier run left unfinished is removed. */
  static async open(folder: string): Promise<BackupFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      if (name.endsWith('.partial')) await rm(join(folder, name), { force: true });
    }
    return new BackupFolder(folder);
  }

  /** Newest first. */
  async list(): Promise<Backup[]> {
    const backups: Backup[] = [];
    for (const name of await this.#names()) {
      const id = name.slice(0, -ending.length);
      const [, at = '', kind] = idForm.exec(id) ?? [];
      const size = kind === undefined ? null : await this.#size(id);
      if (size === null) continue;
      backups.push({ id, at: parseTime(at), sizeBytes: size, automatic: kind === 'daily' });
    }
    return backups.toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1));
  }

  /** Id of a backup to be made now. */
  newId(now: number, automatic: boolean): string {
    return `${formatTime(now)}-${automatic ? 'daily' : 'manual'}-${randomId().slice(0, 8)}`;
  }

  /** Where a backup is, or will be. Throws `not-found` for what is no backup's id. */
  path(id: string): string {
    if (!idForm.test(id)) throw new ConfabError('not-found', 'backup');
    return join(this.#folder, id + ending);
  }

  /** Rejects with `not-found` when there is no such backup. */
  async find(id: string): Promise<string> {
    if ((await this.#size(id)) === null) throw new ConfabError('not-found', 'backup');
    return this.path(id);
  }

  async remove(id: string): Promise<void> {
    await rm(await this.find(id), { force: true });
  }

  /** Removes all automatic ones but the newest few. */
  async removeOld(): Promise<void> {
    const automatic = (await this.list()).filter((backup) => backup.automatic);
    for (const { id } of automatic.slice(automaticKept)) await this.remove(id);
  }

  async #names(): Promise<string[]> {
    try {
      return (await readdir(this.#folder)).filter((name) => name.endsWith(ending));
    } catch (error) {
      throw diskError(error);
    }
  }

  async #size(id: string): Promise<number | null> {
    try {
      return (await stat(this.path(id))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw diskError(error);
    }
  }
}

/** `20261121T154000123Z`: sorted as text it is sorted by time, and it may be in a file's name. */
function formatTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:.]/g, '');
}

function parseTime(text: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}

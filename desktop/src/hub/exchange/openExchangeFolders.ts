import { join } from 'node:path';
import { BackupFolder } from './backups/BackupFolder.ts';
import { TemporaryFiles } from './TemporaryFiles.ts';

/** Where a profile keeps backups, and what is on its way in or out. */
export interface ExchangeFolders {
  readonly temporary: TemporaryFiles;
  readonly backups: BackupFolder;
}

export async function openExchangeFolders(profileDir: string): Promise<ExchangeFolders> {
  return {
    temporary: await TemporaryFiles.open(join(profileDir, 'temporary')),
    backups: await BackupFolder.open(join(profileDir, 'backups')),
  };
}

import { rmSync } from 'node:fs';
import { ConfabError } from '@confab/shared-types';
import { documents } from './migrations/001-documents.ts';
import { sharing } from './migrations/002-sharing.ts';
import { search } from './migrations/003-search.ts';
import { versions } from './migrations/004-versions.ts';
import { files } from './migrations/005-files.ts';
import { notifications } from './migrations/006-notifications.ts';
import { minutes } from './migrations/007-minutes.ts';
import { speech } from './migrations/008-speech.ts';
import { recordings } from './migrations/009-recordings.ts';
import { fileNames } from './migrations/010-file-names.ts';
import type { HubDatabase } from './openDatabase.ts';

/**
 * Each entry brings the schema from its index to the next version. Entries are never changed once
 * released; a new one is added.
 */
export const migrations: readonly string[] = [
  documents,
  sharing,
  search,
  versions,
  files,
  notifications,
  minutes,
  speech,
  recordings,
  fileNames,
];

/** Runs the migrations that are missing, each in its transaction, after keeping a copy of the file. */
export function migrate(
  database: HubDatabase,
  file: string,
  steps: readonly string[] = migrations,
): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > steps.length) {
    throw new ConfabError('newer-schema', `database version ${version}, known ${steps.length}`);
  }
  if (version === steps.length) return;
  if (version > 0) keepCopy(database, `${file}.version-${version}`);
  for (let step = version; step < steps.length; step++) {
    database.transaction(() => {
      database.exec(steps[step] ?? '');
      database.pragma(`user_version = ${step + 1}`);
    })();
  }
}

function keepCopy(database: HubDatabase, copy: string): void {
  rmSync(copy, { force: true });
  database.prepare('VACUUM INTO ?').run(copy);
}

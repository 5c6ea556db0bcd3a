import { systemClock } from '../desktop/src/hub/Clock.ts';
import { GroupCommit } from '../desktop/src/hub/database/GroupCommit.ts';
import { openDatabase } from '../desktop/src/hub/database/openDatabase.ts';
import type { HubDatabase } from '../desktop/src/hub/database/openDatabase.ts';
import { DocumentStore } from '../desktop/src/hub/documents/DocumentStore.ts';
import { Documents } from '../desktop/src/hub/documents/Documents.ts';

/** The hub's documents over a file, without anybody who listens. `commits` only commits when told to. */
export function openDocuments(file: string): {
  readonly database: HubDatabase;
  readonly commits: GroupCommit;
  readonly log: DocumentStore;
  readonly documents: Documents;
} {
  const database = openDatabase(file);
  const commits = new GroupCommit(database, { defer: () => undefined });
  const log = new DocumentStore({ database, commits, clock: systemClock });
  const documents = new Documents({
    store: log,
    clock: systemClock,
    author: 'benchmark',
    access: () => 'write',
    listener: {
      onLocalUpdate: () => undefined,
      onChanged: () => undefined,
      onDamaged: () => undefined,
      onCursors: () => undefined,
      onNotice: () => undefined,
    },
  });
  return { database, commits, log, documents };
}

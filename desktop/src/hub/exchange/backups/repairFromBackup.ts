import { ConfabError } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import { workspaceOf } from '../../documents/docNames.ts';
import type { Log } from '../../log.ts';
import type { BackupFolder } from './BackupFolder.ts';
import { openBackup } from './openBackup.ts';

/** A document's state in the newest backup that has it whole; null when none does. */
export async function repairFromBackup(
  folder: BackupFolder,
  doc: DocKey,
  log: Log,
): Promise<Uint8Array | null> {
  for (const { id } of await folder.list()) {
    try {
      const state = await stateIn(await folder.find(id), doc);
      if (state !== null) return state;
    } catch (error) {
      if (!(error instanceof ConfabError)) throw error;
      log(`the backup ${id} cannot be used for a repair: ${error.code}`, error);
    }
  }
  return null;
}

async function stateIn(path: string, doc: DocKey): Promise<Uint8Array | null> {
  const backup = await openBackup(path);
  try {
    const workspace = backup.manifest.workspaces.find(({ id }) => id === workspaceOf(doc));
    const document = workspace?.documents.find(({ name }) => doc === `${workspace.id}/${name}`);
    if (workspace === undefined || document === undefined) return null;
    return await backup.document(workspace.id, document);
  } finally {
    backup.close();
  }
}

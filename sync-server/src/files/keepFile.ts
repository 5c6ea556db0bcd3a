import type { AccountId } from '@confab/shared-types';
import type { FileRoutesOptions } from './fileRoutes.ts';

export interface NewFile {
  readonly workspace: string;
  readonly hash: string;
  readonly type: string;
  readonly account: AccountId;
}

/**
 * Stores a file and its record; resolves when both are on disk. Throws `file-too-large`,
 * `file-hash-mismatch` and, when the right was lost meanwhile, `no-permission`.
 */
export async function keepFile(
  { storage, store, access, clock }: FileRoutesOptions,
  { workspace, hash, type, account }: NewFile,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const size = await store.write(workspace, hash, bytes);
  try {
    // Half an hour may have passed since it was asked.
    await access.assertMayAdd(workspace, account);
  } catch (error) {
    if ((await storage.find(workspace, hash)) === null) store.remove(workspace, hash);
    throw error;
  }
  await storage.add({ workspace, hash, size, type, addedBy: account, addedAt: clock.now() });
}

/** What a request says its bytes are; anything odd is just bytes. */
export function mediaType(header: string | undefined): string {
  const type = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type) ? type : 'application/octet-stream';
}

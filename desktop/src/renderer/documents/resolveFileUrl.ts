import {
  ConfabError,
  fileHashSchema,
  fileUrlScheme,
  workspaceIdSchema,
} from '@confab/shared-types';
import type { FileHash, WorkspaceId } from '@confab/shared-types';
import type { HubClient } from '../hub/HubClient.ts';

export interface FileReference {
  readonly workspace: WorkspaceId;
  readonly hash: FileHash;
  readonly name: string;
}

/** Reads `confab-file:<workspace>/<sha-256>/<name>`; null for any other address. */
export function parseFileUrl(url: string): FileReference | null {
  if (!url.startsWith(fileUrlScheme)) return null;
  const [workspace, hash, name = ''] = url.slice(fileUrlScheme.length).split('/');
  const parsedWorkspace = workspaceIdSchema.safeParse(workspace);
  const parsedHash = fileHashSchema.safeParse(hash);
  if (!parsedWorkspace.success || !parsedHash.success) return null;
  return { workspace: parsedWorkspace.data, hash: parsedHash.data, name: decodeName(name) };
}

/** An address this window can load. Rejects as `files.address` does, `not-found` for a broken one. */
export async function resolveFileUrl(hub: HubClient, url: string): Promise<string> {
  if (!url.startsWith(fileUrlScheme)) return url;
  const file = parseFileUrl(url);
  if (file === null) throw new ConfabError('not-found', url);
  const { address } = await hub.request('files.address', file);
  return address;
}

/** A name that is not URI-encoded is taken as it stands. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}

import { ConfabError } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';
import type { ServerApi } from '../accounts/ServerApi.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';

/** Asks the server a workspace is bound to; rejects with `not-connected` for a local one. */
export async function askWorkspaceServer<T>(
  services: { readonly servers: Servers; readonly workspaceStore: WorkspaceStore },
  workspace: WorkspaceId,
  question: (api: ServerApi) => Promise<T>,
): Promise<T> {
  const { server } = services.workspaceStore.get(workspace);
  if (server === null) throw new ConfabError('not-connected', 'not on a server');
  return await services.servers.ask(server, question);
}

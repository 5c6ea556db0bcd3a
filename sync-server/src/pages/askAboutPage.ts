import { pageIdSchema, workspaceIdSchema } from '@confab/shared-types';
import type { AccountId, PageId, WorkspaceId } from '@confab/shared-types';
import type { HttpCall } from '../connections/Router.ts';

/**
 * Who asks, and about which page of `/api/workspaces/:id/pages/:page/…`. Rejects with
 * `unauthenticated` before it looks at the path, with a ZodError for ids of another form.
 */
export async function askAboutPage({
  account,
  params,
}: HttpCall): Promise<{ by: AccountId; workspace: WorkspaceId; page: PageId }> {
  return {
    by: await account(),
    workspace: workspaceIdSchema.parse(params['id']),
    page: pageIdSchema.parse(params['page']),
  };
}

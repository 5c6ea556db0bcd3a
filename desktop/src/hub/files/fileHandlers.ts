import type { LinkPreviews } from '../outbound/LinkPreviews.ts';
import type { HandlersOf } from '../rpc/handlers.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { Files } from './Files.ts';

export interface FileHandlerServices {
  readonly files: Files;
  readonly previews: LinkPreviews;
  readonly workspaceStore: WorkspaceStore;
}

export function fileHandlers({
  files,
  previews,
  workspaceStore,
}: FileHandlerServices): HandlersOf<`files.${string}` | `links.${string}`> {
  return {
    'files.begin': async (announced, { transfers }) => {
      workspaceStore.get(announced.workspace);
      return { transfer: await transfers.begin(announced) };
    },
    'files.finish': ({ transfer }, { transfers }) => transfers.finish(transfer),
    'files.cancel': async ({ transfer }, { transfers }) => {
      await transfers.cancel(transfer);
      return {};
    },
    'files.address': async (file) => ({ address: await files.address(file) }),
    'files.thumbnail': async ({ workspace, hash }) => ({
      address: await files.thumbnail(workspace, hash),
    }),
    'files.keepThumbnail': async ({ workspace, hash, webp }) => {
      await files.keepThumbnail(workspace, hash, Buffer.from(webp, 'base64'));
      return {};
    },
    'links.preview': ({ url }) => previews.read(url),
  };
}

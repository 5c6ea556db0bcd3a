import type { PageId, WorkspaceId } from '../ids.ts';

export interface PageLink {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  /** Id of the block it leads to, if to one. */
  readonly block?: string;
}

const form =
  /^confab:\/\/page\/([A-Za-z0-9_-]{8,64})\/([A-Za-z0-9_-]{8,64})(?:\/([A-Za-z0-9_-]{1,64}))?$/;

/** A link to a page or a block of it that opens in the app: `confab://page/<workspace>/<page>`. */
export function pageLink({ workspace, page, block }: PageLink): string {
  const url = `confab://page/${workspace}/${page}`;
  return block === undefined ? url : `${url}/${block}`;
}

/** What a link leads to; null when it is no link to a page. */
export function parsePageLink(url: string): PageLink | null {
  const [, workspace, page, block] = form.exec(url) ?? [];
  if (workspace === undefined || page === undefined) return null;
  return block === undefined ? { workspace, page } : { workspace, page, block };
}

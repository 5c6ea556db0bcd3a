import { fileUrlScheme, yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import * as Y from 'yjs';

/** How a copy of a page differs from its original. */
export interface CopyChanges {
  readonly from: WorkspaceId;
  readonly to: WorkspaceId;
  /** Pages that are copied along: what leads to one of them leads to its copy. */
  readonly pages: ReadonlyMap<PageId, PageId>;
  /** Id of a block's copy; the same id again keeps it. */
  readonly blockId: (block: string) => string;
}

type Attributes = Readonly<Record<string, unknown>>;

const pageLinkForm = /^confab:\/\/page\/([\w-]+)\/([\w-]+)(?:([/#])([\w-]+))?$/;

/**
 * Makes the links, mentions and files of a page that was copied as it is fit its new place. Changes
 * only what is not right yet, so it may be repeated; nodes it does not know are kept.
 */
export function rewriteCopy(ydoc: Y.Doc, changes: CopyChanges): void {
  const meta = ydoc.getMap(yTypes.meta);
  const cover = meta.get('cover');
  if (typeof cover === 'string')
    setChanged(cover, rewriteUrl(cover, changes), (url) => meta.set('cover', url));
  for (const node of ydoc.getXmlFragment(yTypes.blocks).createTreeWalker(() => true)) {
    if (node instanceof Y.XmlElement) rewriteElement(node, changes);
    else if (node instanceof Y.XmlText) rewriteLinks(node, changes);
  }
}

function rewriteElement(node: Y.XmlElement, changes: CopyChanges): void {
  const attributes: Attributes = node.getAttributes();
  const rewrite = (name: string, change: (value: string) => string): void => {
    const value = attributes[name];
    if (typeof value !== 'string') return;
    setChanged(value, change(value), (changed) => node.setAttribute(name, changed));
  };
  if (node.nodeName === 'blockContainer') rewrite('id', changes.blockId);
  else if (node.nodeName !== 'mention') rewrite('url', (url) => rewriteUrl(url, changes));
  else if (attributes['kind'] === 'page') {
    rewrite('target', (page) => changes.pages.get(page) ?? page);
  }
}

function rewriteLinks(text: Y.XmlText, changes: CopyChanges): void {
  let at = 0;
  for (const { insert, attributes = {} } of text.toDelta() as DeltaRun[]) {
    const length = typeof insert === 'string' ? insert.length : 1;
    for (const [mark, value] of Object.entries(attributes)) {
      const href = hrefOf(value);
      if (href === null) continue;
      const start = at;
      setChanged(href, rewriteUrl(href, changes), (changed) => {
        text.format(start, length, { [mark]: { ...(value as object), href: changed } });
      });
    }
    at += length;
  }
}

interface DeltaRun {
  readonly insert: unknown;
  readonly attributes?: Attributes;
}

function hrefOf(mark: unknown): string | null {
  if (typeof mark !== 'object' || mark === null || !('href' in mark)) return null;
  return typeof mark.href === 'string' ? mark.href : null;
}

function rewriteUrl(url: string, { from, to, pages, blockId }: CopyChanges): string {
  const files = `${fileUrlScheme}${from}/`;
  if (url.startsWith(files)) return `${fileUrlScheme}${to}/${url.slice(files.length)}`;
  const [, workspace, page = '', divider = '', block] = pageLinkForm.exec(url) ?? [];
  const copy = pages.get(page);
  if (workspace !== from || copy === undefined) return url;
  const fragment = block === undefined ? '' : divider + blockId(block);
  return `confab://page/${to}/${copy}${fragment}`;
}

function setChanged(before: string, after: string, set: (value: string) => void): void {
  if (after !== before) set(after);
}

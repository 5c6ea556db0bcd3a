import * as Y from 'yjs';
import { yTypes } from '../documents.ts';

/** Names of the nodes that the editor knows; a test compares them with its schema. */
export const knownNodes: ReadonlySet<string> = new Set([
  ...['doc', 'text', 'blockGroup', 'blockContainer', 'hardBreak'],
  ...['paragraph', 'heading', 'quote', 'callout', 'codeBlock', 'divider', 'equation', 'bookmark'],
  ...['bulletListItem', 'numberedListItem', 'checkListItem', 'toggleListItem'],
  ...['table', 'tableRow', 'tableHeader', 'tableCell', 'tableParagraph'],
  ...['file', 'image', 'video', 'audio'],
  ...['mention', 'inlineEquation'],
]);

/** Names of the marks that the editor knows. */
export const knownMarks: ReadonlySet<string> = new Set([
  ...['bold', 'italic', 'underline', 'strike', 'code'],
  ...['textColor', 'backgroundColor', 'link'],
]);

/** Marks that may overlap themselves carry a hash behind their name (y-prosemirror). */
const markHash = /--[a-zA-Z0-9+/=]{8}$/;

/** A mark's name as the schema has it. */
export function markName(stored: string): string {
  return stored.replace(markHash, '');
}

/**
 * Whether a decoded update brings a node or mark that the editor does not know and would therefore
 * delete. Looks only at what the update adds, so that it costs nothing that grows with the page.
 * Names outside the blocks count too: {@link holdsUnknownBlocks} is the exact answer.
 */
export function mayBringUnknownBlocks(
  update: Pick<ReturnType<typeof Y.decodeUpdate>, 'structs'>,
): boolean {
  return update.structs.some((struct) => {
    if (!(struct instanceof Y.Item)) return false;
    const { content } = struct;
    if (content instanceof Y.ContentType) return isUnknownNode(content.type);
    return content instanceof Y.ContentFormat && isUnknownMark(content.key);
  });
}

/** Whether the blocks of a page hold a node or mark that the editor does not know. Reads them all. */
export function holdsUnknownBlocks(ydoc: Y.Doc): boolean {
  if (!ydoc.share.has(yTypes.blocks)) return false;
  return holdsUnknown(ydoc.getXmlFragment(yTypes.blocks));
}

function holdsUnknown(parent: Y.XmlFragment): boolean {
  return parent.toArray().some((child) => {
    if (isUnknownNode(child)) return true;
    if (child instanceof Y.XmlText) return hasUnknownMark(child);
    return child instanceof Y.XmlElement && holdsUnknown(child);
  });
}

function isUnknownNode(type: unknown): boolean {
  return type instanceof Y.XmlElement && !knownNodes.has(type.nodeName);
}

function hasUnknownMark(text: Y.XmlText): boolean {
  const runs = text.toDelta() as { readonly attributes?: object }[];
  return runs.some(({ attributes = {} }) => Object.keys(attributes).some(isUnknownMark));
}

function isUnknownMark(name: string): boolean {
  return !knownMarks.has(markName(name));
}

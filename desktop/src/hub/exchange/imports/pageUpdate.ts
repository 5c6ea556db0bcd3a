import { pageSchemaVersion, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import * as Y from 'yjs';
import { randomId } from '../../randomId.ts';

/** A new page's whole document, as one update. */
export function pageUpdate(
  title: string,
  icon: string | null,
  blocks: readonly Block[],
): Uint8Array {
  const ydoc = new Y.Doc();
  ydoc.transact(() => {
    const meta = ydoc.getMap(yTypes.meta);
    meta.set('schemaVersion', pageSchemaVersion);
    meta.set('kind', 'page');
    if (icon !== null) meta.set('icon', icon);
    ydoc.getText(yTypes.title).insert(0, title);
    writeBlocks(ydoc.getXmlFragment(yTypes.blocks), blocks, randomId);
  });
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}

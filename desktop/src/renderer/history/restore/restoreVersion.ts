import { yTypes } from '@confab/shared-types';
import type * as Y from 'yjs';
import { replaceText } from '../../documents/titleText.ts';
import { makeAlike } from './makeAlike.ts';

/**
 * Makes a page's title and blocks those of a version, as one new edit: what is the same is not
 * touched, blocks keep their ids, what others do meanwhile merges with it. `origin` is the one whose
 * edits the editor's undo takes back.
 */
export function restoreVersion(live: Y.Doc, version: Y.Doc, origin: unknown): void {
  live.transact(() => {
    const title = version.getText(yTypes.title).toString();
    replaceText(live.getText(yTypes.title), title, origin);
    makeAlike(live.getXmlFragment(yTypes.blocks), version.getXmlFragment(yTypes.blocks));
  }, origin);
}

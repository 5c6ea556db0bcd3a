import { createExtension } from '@blocknote/core';
import type { ExtensionFactoryInstance } from '@blocknote/core';
import type { PageComments } from '../PageComments.ts';
import { commentsPlugin } from './commentsPlugin.ts';

/** Draws the comments of a page into its editor; `open` is told the thread that was clicked. */
export function createCommentsExtension(
  comments: PageComments,
  open: (thread: string) => void,
): ExtensionFactoryInstance {
  return createExtension({
    key: 'confabComments',
    prosemirrorPlugins: [commentsPlugin(comments, open)],
  });
}

import type { PageBlockEditor } from '../pageSchema.ts';

/** Puts whole blocks on a clipboard: as they are for Confab, as HTML and Markdown for others. */
export function copyBlocks(
  editor: PageBlockEditor,
  ids: readonly string[],
  clipboard: Pick<DataTransfer, 'setData'>,
): void {
  const blocks = ids.map((id) => editor.getBlock(id)).filter((block) => block !== undefined);
  clipboard.setData('blocknote/html', editor.blocksToFullHTML(blocks));
  clipboard.setData('text/html', editor.blocksToHTMLLossy(blocks));
  clipboard.setData('text/plain', editor.blocksToMarkdownLossy(blocks));
}

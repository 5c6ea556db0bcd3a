import type { HubClient } from '../../hub/HubClient.ts';
import type { PageBlockEditor } from '../pageSchema.ts';

/**
 * Shows an address as a bookmark with its page's own title, in the place of a block that holds nothing
 * else. Rejects as `links.preview` does; the page is then unchanged.
 */
export async function insertBookmark(
  editor: PageBlockEditor,
  hub: Pick<HubClient, 'request'>,
  { url, block: id }: { readonly url: string; readonly block: string },
): Promise<void> {
  const { title, description } = await hub.request('links.preview', { url });
  const block = editor.getBlock(id);
  if (block === undefined) return;
  const bookmark = { type: 'bookmark', props: { url, title, description } } as const;
  const text = textOf(block.content);
  if (text === '' || text === url) editor.updateBlock(block, bookmark);
  else editor.insertBlocks([bookmark], block, 'after');
}

function textOf(content: unknown): string | null {
  if (!Array.isArray(content)) return null;
  return content
    .map((run: { type: string; text?: string; content?: { text: string }[] }) =>
      run.type === 'link'
        ? (run.content ?? []).map(({ text }) => text).join('')
        : (run.text ?? '•'),
    )
    .join('')
    .trim();
}

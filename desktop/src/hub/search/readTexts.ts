import {
  blockText,
  commentSchema,
  commentThreadSchema,
  fileBlockTypes,
  fileUrlScheme,
  readBlocks,
  stringProp,
  walkBlocks,
  yTypes,
} from '@confab/shared-types';
import type { Block, CallTranscript, Comment } from '@confab/shared-types';
import * as Y from 'yjs';

/** One thing of a page that can be found. */
export interface SearchText {
  readonly kind: 'block' | 'comment' | 'file' | 'transcript';
  /** Id of the block, of the comment's thread, or of the line that was said. */
  readonly place: string;
  /** Of a file; empty otherwise. */
  readonly hash: string;
  readonly text: string;
}

const ownFile = new RegExp(`^${fileUrlScheme}[A-Za-z0-9_-]+/([0-9a-f]{64})`);

/** What there is to find in the blocks of a page. */
export function readPageTexts(ydoc: Y.Doc): SearchText[] {
  const texts: SearchText[] = [];
  for (const block of walkBlocks(readBlocks(ydoc.getXmlFragment(yTypes.blocks)))) {
    const place = block.id ?? '';
    const hash = hashOf(block);
    const text = hash === '' ? blockText(block) : stringProp(block, 'caption');
    if (hash !== '') texts.push({ kind: 'file', place, hash, text: stringProp(block, 'name') });
    if (text.trim() !== '') texts.push({ kind: 'block', place, hash: '', text });
  }
  return texts;
}

/** What there is to find in the comments on a page. */
export function readCommentTexts(ydoc: Y.Doc): SearchText[] {
  return [...ydoc.getMap(yTypes.threads).values()].flatMap((thread) => {
    if (!(thread instanceof Y.Map)) return [];
    const parsed = commentThreadSchema.safeParse(thread.toJSON());
    const comments: unknown = thread.get('comments');
    if (!parsed.success || !(comments instanceof Y.Map)) return [];
    return Object.values(comments.toJSON()).flatMap((value): SearchText[] => {
      const comment = commentSchema.safeParse(value);
      if (!comment.success || comment.data.deletedAt !== null) return [];
      const text = bodyText(comment.data);
      return [{ kind: 'comment', place: parsed.data.id, hash: '', text }];
    });
  });
}

/** What there is to find in what was said. */
export function readSpokenTexts({ lines }: Pick<CallTranscript, 'lines'>): SearchText[] {
  return lines.map(({ utterance, text }) => ({
    kind: 'transcript',
    place: utterance,
    hash: '',
    text,
  }));
}

function hashOf(block: Block): string {
  if (!fileBlockTypes.has(block.type)) return '';
  return ownFile.exec(stringProp(block, 'url'))?.[1] ?? '';
}

function bodyText({ body, mentions }: Comment): string {
  return body.replace(/@\[(\d+)\]/g, (mark, index) => {
    const label = mentions[Number(index)]?.label;
    return label === undefined ? mark : `@${label}`;
  });
}

import { z } from 'zod';
import { idSchema, pageIdSchema, personIdSchema } from './ids.ts';

/**
 * Comments of a page, in a document of their own (`comments/<page>`), so that whoever may comment
 * need not be let into the page. `threads` is a Y.Map of thread id → Y.Map with the keys of
 * {@link CommentThread}, where `comments` is a Y.Map of comment id → Y.Map with those of
 * {@link Comment}. What does not parse is left alone and not shown.
 */
export const commentAnchorSchema = z.object({
  /** The block the thread hangs at; comments on the page as a whole have no anchor. */
  block: z.string().max(64),
  /** Y.RelativePosition in the page's blocks, base64; absent: the block as a whole. */
  start: z.string().max(400).optional(),
  end: z.string().max(400).optional(),
  /** The words it was made on: shown when they are gone. */
  quote: z.string().max(500),
});
export type CommentAnchor = z.infer<typeof commentAnchorSchema>;

export const commentMentionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), target: personIdSchema, label: z.string().max(80) }),
  z.object({ kind: z.literal('page'), target: pageIdSchema, label: z.string().max(500) }),
]);

/** `body` names its mentions as `@[0]`, `@[1]`, … by their place in `mentions`. */
export const commentSchema = z.object({
  id: idSchema,
  author: personIdSchema,
  /** As the author was called when writing. */
  authorName: z.string().max(80),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  /** Deleted: the thread keeps its shape, the words are gone. */
  deletedAt: z.number().nullable(),
  body: z.string().max(10_000),
  mentions: z.array(commentMentionSchema).max(50),
});
export type Comment = z.infer<typeof commentSchema>;

export const commentThreadSchema = z.object({
  id: idSchema,
  anchor: commentAnchorSchema.nullable(),
  createdAt: z.number(),
  resolvedAt: z.number().nullable(),
  resolvedBy: personIdSchema.nullable(),
});
export type CommentThread = z.infer<typeof commentThreadSchema>;

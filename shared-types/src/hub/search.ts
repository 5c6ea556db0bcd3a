import { z } from 'zod';
import { callIdSchema, fileHashSchema, pageIdSchema, workspaceIdSchema } from '../ids.ts';

/** Something that was found. `ranges` are [start, end) pairs of UTF-16 offsets in the text before. */
const ranges = z.array(z.tuple([z.number().int(), z.number().int()])).max(50);

const place = z.object({
  workspace: workspaceIdSchema,
  page: pageIdSchema,
  pageTitle: z.string(),
  /** Titles of the pages above, from the root. */
  path: z.array(z.string()),
  icon: z.string().nullable(),
});

export const searchHitSchema = z.discriminatedUnion('kind', [
  place.extend({ kind: z.literal('page'), ranges }),
  place.extend({
    kind: z.literal('block'),
    block: z.string(),
    /** The words around the find, at most 160 characters. */
    excerpt: z.string(),
    ranges,
  }),
  place.extend({
    kind: z.literal('comment'),
    thread: z.string(),
    excerpt: z.string(),
    ranges,
  }),
  /** A line that was said; the page is its call's minutes. */
  place.extend({
    kind: z.literal('transcript'),
    call: callIdSchema,
    utterance: z.string(),
    excerpt: z.string(),
    ranges,
  }),
  place.extend({
    kind: z.literal('file'),
    block: z.string(),
    hash: fileHashSchema,
    name: z.string(),
    ranges,
  }),
]);
export type SearchHit = z.infer<typeof searchHitSchema>;

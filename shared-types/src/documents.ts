import { z } from 'zod';
import {
  accountIdSchema,
  callIdSchema,
  pageIdSchema,
  personIdSchema,
  workspaceIdSchema,
} from './ids.ts';
import { minutesTemplateSchema, summaryMethodSchema, wordSchema } from './transcripts.ts';

/**
 * The Yjs types of each document, by name. Hub, renderer and sync server agree on these:
 *
 * - `index`: `meta` Y.Map (`name`), `pages` Y.Map of page id → Y.Map with the keys of {@link PageEntry}.
 * - `page/<id>`: `meta` Y.Map ({@link PageMeta}), `title` Y.Text, `blocks` Y.XmlFragment (BlockNote:
 *   one `blockGroup` of `blockContainer`s with an `id`).
 * - `comments/<page>`: `threads` Y.Map of thread id → Y.Map, see comments.ts.
 * - `call/<id>`: `meta` Y.Map ({@link CallMeta}), `people` Y.Map of account id → {@link CallPerson}.
 * - `speech/<call>/<account>`: `lines` Y.Array of {@link Utterance}, in the order they were finished.
 */
export const yTypes = {
  meta: 'meta',
  pages: 'pages',
  title: 'title',
  blocks: 'blocks',
  people: 'people',
  lines: 'lines',
  threads: 'threads',
} as const;

export const pageKindSchema = z.enum(['page', 'minutes']);
export type PageKind = z.infer<typeof pageKindSchema>;

export const pageEntrySchema = z.object({
  /** Null: at the root. */
  parent: pageIdSchema.nullable(),
  /** Fractional order among siblings; ties are broken by page id. */
  order: z.string().max(200),
  /** A copy of the page's title for the tree; the page's own Y.Text is the truth. */
  title: z.string().max(500),
  icon: z.string().max(64).nullable(),
  kind: pageKindSchema,
  /** Milliseconds since the epoch, null: not in the trash. */
  trashedAt: z.number().nullable(),
  /** Where the page is now: links lead on, the tree does not show it. */
  movedTo: z.object({ workspace: workspaceIdSchema, page: pageIdSchema }).optional(),
});
export type PageEntry = z.infer<typeof pageEntrySchema>;

/** `reading` is 720 px. Absent: `reading`, `sans`. */
export const pageWidthSchema = z.enum(['reading', 'full']);
export const pageFontSchema = z.enum(['sans', 'serif', 'mono']);
export const pageCoverColors = ['sand', 'sage', 'sky', 'lilac', 'rose', 'slate'] as const;

/** What the hub wrote at the top of a page of minutes; its blocks have ids of that set. */
export const pageSummarySchema = z.object({
  set: z.string().regex(/^[a-z0-9]{10}$/),
  /** Milliseconds since the epoch, the writer's clock. */
  at: z.number(),
  by: personIdSchema,
  method: summaryMethodSchema,
  template: minutesTemplateSchema,
  /** How many lines there were, and how many blocks were written. */
  lines: z.number().int().nonnegative(),
  blocks: z.number().int().nonnegative(),
  /** Where the transcript was sent for it, and which model answered. */
  endpoint: z.object({ host: z.string().max(300), model: z.string().max(200) }).optional(),
});
export type PageSummary = z.infer<typeof pageSummarySchema>;

export const pageMetaSchema = z.object({
  schemaVersion: z.number().int().positive(),
  kind: pageKindSchema,
  /** Set on minutes: whose transcript the page shows. */
  call: callIdSchema.optional(),
  /** An emoji; the index has a copy for the tree. */
  icon: z.string().max(64).nullable().optional(),
  /** A picture of the workspace's files, or `color:<one of pageCoverColors>`. */
  cover: z.string().max(500).nullable().optional(),
  width: pageWidthSchema.optional(),
  font: pageFontSchema.optional(),
  /** Set on minutes once their summary was written. */
  summary: pageSummarySchema.optional(),
});
export type PageMeta = z.infer<typeof pageMetaSchema>;

export const callMetaSchema = z.object({
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Of whoever started transcription: its minutes are written in it. */
  language: z.string().max(16).optional(),
  /** Absent: a meeting. */
  template: minutesTemplateSchema.optional(),
});
export type CallMeta = z.infer<typeof callMetaSchema>;

export const callPersonSchema = z.object({
  account: accountIdSchema,
  person: personIdSchema,
  name: z.string().max(80),
  joinedAt: z.number(),
});
export type CallPerson = z.infer<typeof callPersonSchema>;

export const utteranceSchema = z.object({
  id: z.string().max(160),
  text: z.string().max(4000),
  language: z.string().max(16),
  /** Milliseconds since the epoch on the media server's clock. */
  startedAt: z.number(),
  endedAt: z.number(),
  /** Where the model gives them. */
  words: z.array(wordSchema).max(1000).optional(),
  /** Whose words a volunteer took down; absent: the writer's own. */
  speaker: accountIdSchema.optional(),
});
export type Utterance = z.infer<typeof utteranceSchema>;

/** What a file block's `url` holds: `confab-file:<workspace>/<sha-256>/<name, URI-encoded>`. */
export const fileUrlScheme = 'confab-file:';

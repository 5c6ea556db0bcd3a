import { z } from 'zod';
import { pageKindSchema } from '../../documents.ts';
import { pageIdSchema, workspaceIdSchema } from '../../ids.ts';
import { pageTemplateSchema } from '../personal.ts';
import { inWorkspace, nothing, ofPage } from './common.ts';

/** Pages: what needs more than an edit of one document. */
export const pagesMethods = {
  /** Makes a page with its first empty block on disk, then its entry in the index. */
  'pages.create': {
    params: inWorkspace.extend({
      parent: pageIdSchema.nullable(),
      title: z.string().max(500).optional(),
      kind: pageKindSchema.optional(),
      /** Begins with the blocks of a template, in the person's language. */
      template: pageTemplateSchema.optional(),
    }),
    result: z.object({ page: pageIdSchema }),
  },

  /** A copy beside the page, of what is below it too; files are shared, comments are not copied. */
  'pages.duplicate': {
    params: ofPage.extend({ title: z.string().max(500) }),
    result: z.object({ page: pageIdSchema }),
  },
  /**
   * Moves a page and what is below it to another workspace: new ids there, with comments and files;
   * here a forwarding entry stays. Rejects `no-permission` for either side before anything is done.
   */
  'pages.move': {
    params: ofPage.extend({ to: workspaceIdSchema, parent: pageIdSchema.nullable() }),
    result: z.object({ page: pageIdSchema }),
  },
  /** Deletes pages for good, what is below them too; the server follows when it is reached. */
  'pages.delete': {
    params: inWorkspace.extend({ pages: z.array(pageIdSchema).min(1).max(10_000) }),
    result: nothing,
  },
  /** What a page that may not be written holds, as a page of one's own. */
  'pages.saveCopy': {
    params: ofPage.extend({ to: workspaceIdSchema.optional() }),
    result: z.object({ workspace: workspaceIdSchema, page: pageIdSchema }),
  },
} as const;

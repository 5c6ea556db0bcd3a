import { z } from 'zod';
import { fileHashSchema } from '../../ids.ts';
import { inWorkspace, nothing } from './common.ts';

/** Attachments, and what is known of a link. */
export const filesMethods = {
  /** Announces a file; its bytes follow as `blob` frames of the returned transfer. */
  'files.begin': {
    params: inWorkspace.extend({
      name: z.string().min(1).max(255),
      type: z.string().max(127),
      size: z.number().int().nonnegative(),
    }),
    result: z.object({ transfer: z.string() }),
  },
  /** Answers when the file is fsynced: only then may a block refer to it. */
  'files.finish': {
    params: z.object({ transfer: z.string() }),
    result: z.object({ hash: fileHashSchema, url: z.string() }),
  },
  'files.cancel': { params: z.object({ transfer: z.string() }), result: nothing },
  /** An address this window can load; fetched from the server first when not here yet. */
  'files.address': {
    params: inWorkspace.extend({ hash: fileHashSchema, name: z.string().max(255) }),
    result: z.object({ address: z.string() }),
  },

  /** A small picture of an image or of a video's first moment, made by a window; null: none yet. */
  'files.thumbnail': {
    params: inWorkspace.extend({ hash: fileHashSchema }),
    result: z.object({ address: z.string().nullable() }),
  },
  /** Keeps a thumbnail (WebP, at most 256 KiB, base64). */
  'files.keepThumbnail': {
    params: inWorkspace.extend({ hash: fileHashSchema, webp: z.base64().max(360_000) }),
    result: nothing,
  },
  /**
   * Asks the address itself, no third party, for its page's title. `link-refused` for private
   * addresses or when the person turned previews off; `server-unreachable`, `timeout`.
   */
  'links.preview': {
    params: z.object({ url: z.url().max(2000) }),
    result: z.object({ title: z.string().max(500), description: z.string().max(1000) }),
  },
} as const;

import { z } from 'zod';
import { pageVersionListSchema, pageVersionSchema, versionNameSchema } from '../../api/versions.ts';
import { idSchema } from '../../ids.ts';
import { ofPage } from './common.ts';

const version = ofPage.extend({ version: idSchema });

/** A page's history: the server's for a shared workspace, this device's for a local one. */
export const versionsMethods = {
  /** Newest first. Without a connection what was known last; `not-connected` when that is nothing. */
  'versions.list': { params: ofPage, result: pageVersionListSchema },
  /** The full state as a Yjs update, base64. */
  'versions.state': { params: version, result: z.object({ update: z.base64() }) },
  /** Keeps the present state, under a name or none. */
  'versions.keep': {
    params: ofPage.extend({ name: versionNameSchema.nullable() }),
    result: pageVersionSchema,
  },
  'versions.name': {
    params: version.extend({ name: versionNameSchema.nullable() }),
    result: pageVersionListSchema,
  },
} as const;

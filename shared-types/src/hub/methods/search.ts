import { z } from 'zod';
import { searchHitSchema } from '../search.ts';
import { workspaceIdSchema } from '../../ids.ts';

/** Finding what is on this device. */
export const searchMethods = {
  /** Best first. `workspace` null: in all of them. An empty query finds nothing. */
  'search.query': {
    params: z.object({
      query: z.string().max(200),
      workspace: workspaceIdSchema.nullable(),
      limit: z.number().int().min(1).max(100).optional(),
    }),
    result: z.object({
      hits: z.array(searchHitSchema),
      /** Pages that are not in the index yet; it fills in the background. */
      pending: z.number().int().nonnegative(),
    }),
  },
} as const;

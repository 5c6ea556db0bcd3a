import { z } from 'zod';
import { waitingDocumentSchema, waitingFileSchema } from '../syncDetails.ts';
import { inWorkspace, nothing } from './common.ts';

/** What is not safe yet, one by one. */
export const syncMethods = {
  'sync.details': {
    params: inWorkspace,
    result: z.object({
      documents: z.array(waitingDocumentSchema),
      files: z.array(waitingFileSchema),
    }),
  },
  /** Tries the server now instead of at the next planned time. */
  'sync.retry': { params: inWorkspace, result: nothing },
} as const;

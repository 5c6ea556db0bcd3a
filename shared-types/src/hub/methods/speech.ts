import { z } from 'zod';
import { callIdSchema } from '../../ids.ts';
import { speechModelSchema } from '../speech.ts';
import { inWorkspace, nothing } from './common.ts';

/** Speech models and one's own speech. */
export const speechMethods = {
  'speech.models': { params: nothing, result: z.array(speechModelSchema) },
  /** Opens a stream of own speech for a call; audio follows as `audio` frames. */
  'speech.begin': {
    params: inWorkspace.extend({
      call: callIdSchema,
      track: z.string().max(64),
      language: z.string().max(16),
      /** Milliseconds since the epoch, media server's clock, of sample 0. */
      startedAt: z.number(),
    }),
    result: z.object({ stream: z.string() }),
  },
  /** Answers when everything said before is final and written. */
  'speech.end': { params: z.object({ stream: z.string() }), result: nothing },
} as const;

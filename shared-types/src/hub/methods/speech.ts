import { z } from 'zod';
import { accountIdSchema, callIdSchema } from '../../ids.ts';
import { speechModelSchema } from '../speech.ts';
import { inWorkspace, nothing } from './common.ts';

/** Speech models, one's own speech, and that of people who asked for it. */
export const speechMethods = {
  'speech.models': { params: nothing, result: z.array(speechModelSchema) },
  /** Opens a stream of own speech for a call; audio follows as `audio` frames. */
  'speech.begin': {
    params: inWorkspace.extend({
      call: callIdSchema,
      track: z.string().max(64),
      /** Whose track it is; absent: one's own. Lines count only while their consent names this account. */
      speaker: accountIdSchema.optional(),
      /** `auto` is found out from what is said, among `candidates` where there are any. */
      language: z.string().max(16),
      candidates: z.array(z.string().max(16)).max(20).optional(),
      /** Milliseconds since the epoch, media server's clock, of sample 0. */
      startedAt: z.number(),
    }),
    result: z.object({ stream: z.string() }),
  },
  /** Answers when everything said before is final and written. */
  'speech.end': { params: z.object({ stream: z.string() }), result: nothing },
} as const;

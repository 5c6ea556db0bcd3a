import { z } from 'zod';
import { callIdSchema } from '../../ids.ts';
import { speechModelSchema } from '../speech.ts';
import { inWorkspace, nothing } from './common.ts';

/** Speech models and one's own speech. */
export const speechMethods = {
  'speech.models': { params: nothing, result: z.array(speechModelSchema) },
  /** Copies a model folder of this machine into the profile, checked file by file. */
  'speech.importModel': {
    params: z.object({ folder: z.string().min(1).max(4096) }),
    result: speechModelSchema,
  },
  'speech.removeModel': { params: z.object({ model: z.string() }), result: nothing },
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

import { z } from 'zod';
import { callIdSchema } from '../../ids.ts';
import { keptAudioSchema } from '../audio.ts';
import { inWorkspace, nothing } from './common.ts';

const ofCall = inWorkspace.extend({ call: callIdSchema });

/** Kept sound: in this profile alone, encrypted with a key of the system's key store. */
export const audioMethods = {
  'audio.of': { params: ofCall, result: z.array(keptAudioSchema) },
  /** Deletes all of it; transcript and page stay. */
  'audio.remove': { params: ofCall, result: nothing },
  /** One's own voice in a call, while it is said: pieces follow as `blob` frames, its length open. */
  'audio.begin': {
    params: ofCall.extend({ startedAt: z.number(), type: z.string().min(1).max(127) }),
    result: z.object({ transfer: z.string() }),
  },
  /** Answers when all of it is on disk. */
  'audio.end': { params: z.object({ transfer: z.string() }), result: nothing },
  /** How the key is kept: `file` and `basic_text` are said to the person before anything is kept. */
  'audio.protection': {
    params: nothing,
    result: z.object({ protection: z.enum(['os', 'basic_text', 'file']) }),
  },
} as const;

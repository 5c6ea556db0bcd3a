import { z } from 'zod';
import {
  callSchema,
  joinTicketSchema,
  ringActionSchema,
  ringListSchema,
  ringSchema,
} from '../../api/calls.ts';
import { accountIdSchema, callIdSchema, pageIdSchema, ringIdSchema } from '../../ids.ts';
import { inWorkspace } from './common.ts';

/** Calls and rings. */
export const callsMethods = {
  'calls.running': { params: inWorkspace, result: z.array(callSchema) },
  'calls.start': {
    params: inWorkspace.extend({ page: pageIdSchema.nullable() }),
    result: joinTicketSchema,
  },
  'calls.join': {
    params: inWorkspace.extend({ call: callIdSchema }),
    result: joinTicketSchema,
  },
  'calls.ring': {
    params: inWorkspace.extend({
      call: callIdSchema,
      accounts: z.array(accountIdSchema).min(1).max(100).optional(),
    }),
    result: ringListSchema,
  },
  'calls.transcribe': {
    params: inWorkspace.extend({ call: callIdSchema, title: z.string().min(1).max(200) }),
    result: callSchema,
  },
  'rings.act': {
    params: z.object({ server: z.string(), ring: ringIdSchema, action: ringActionSchema }),
    result: ringSchema,
  },
} as const;

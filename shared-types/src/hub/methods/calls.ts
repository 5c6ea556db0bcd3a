import { z } from 'zod';
import {
  callSchema,
  joinTicketSchema,
  ringMessageSchema,
  ringActionSchema,
  ringListSchema,
  ringSchema,
} from '../../api/calls.ts';
import { accountIdSchema, callIdSchema, pageIdSchema, ringIdSchema } from '../../ids.ts';
import { minutesTemplateSchema } from '../../transcripts.ts';
import { notificationListSchema } from '../notifications.ts';
import { inWorkspace, nothing } from './common.ts';

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
  /** A ticket for looking who is inside; joining asks for its own. */
  'calls.look': {
    params: inWorkspace.extend({ call: callIdSchema }),
    result: joinTicketSchema,
  },
  /** The call this window is in; forgotten when the window goes. */
  'calls.setActive': {
    params: z.object({ call: callIdSchema.nullable() }),
    result: nothing,
  },
  'calls.ring': {
    params: inWorkspace.extend({
      call: callIdSchema,
      accounts: z.array(accountIdSchema).min(1).max(100).optional(),
    }),
    result: ringListSchema,
  },
  'calls.transcribe': {
    params: inWorkspace.extend({
      call: callIdSchema,
      title: z.string().min(1).max(200),
      /** Absent: the person's. */
      template: minutesTemplateSchema.optional(),
    }),
    result: callSchema,
  },
  /** Rings that wait for this person, with the time they have left: for a window that opens now. */
  'rings.waiting': {
    params: z.object({}),
    result: z.array(z.object({ server: z.string(), ring: ringSchema })),
  },
  'rings.act': {
    params: z.object({
      server: z.string(),
      ring: ringIdSchema,
      action: ringActionSchema,
      message: ringMessageSchema.optional(),
    }),
    result: ringSchema,
  },
  'notifications.list': { params: z.object({}), result: notificationListSchema },
  /** Absent ids: all of them. */
  'notifications.markRead': {
    params: z.object({ ids: z.array(z.string()).max(200).optional() }),
    result: nothing,
  },
} as const;

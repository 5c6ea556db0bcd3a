import { z } from 'zod';
import { callIdSchema } from '../../ids.ts';
import {
  minutesTemplateSchema,
  noteSchema,
  summaryMethodSchema,
  transcriptFormatSchema,
} from '../../transcripts.ts';
import { minutesStateSchema, privateNoteSchema, summaryKeySchema } from '../minutes.ts';
import { languageSchema } from '../profile.ts';
import { inWorkspace, nothing, ofPage, startedJob } from './common.ts';

const ofCall = inWorkspace.extend({ call: callIdSchema });

/** Minutes of calls and recordings: their summary, their files, and what one notes for oneself. */
export const minutesMethods = {
  /**
   * Writes the summary anew: blocks that were written before and not changed since are replaced,
   * changed and ticked ones stay. Answers when it is on disk, with the method that was used: the
   * extractive one, after a `notice`, when the chosen one failed. `not-found`: nothing was said.
   * What was replaced is in the page's history.
   */
  'minutes.summarise': {
    params: ofPage.extend({
      /** Absent: as the preferences say. */
      method: summaryMethodSchema.optional(),
      /** Absent: the call's. It is the call's from then on. */
      template: minutesTemplateSchema.optional(),
    }),
    result: z.object({
      method: summaryMethodSchema,
      /** Whether another summary stood there, which can be taken back. */
      replaced: z.boolean(),
    }),
  },
  /** As of now; `minutesState` tells what comes. */
  'minutes.state': { params: ofPage, result: minutesStateSchema },
  /** Ends a `minutes.summarise` that is under way: it rejects with `cancelled`, the page stays. */
  'minutes.cancelSummary': { params: ofPage, result: nothing },
  /**
   * Puts the summary back that the last `minutes.summarise` of this run took the place of.
   * `not-found`: there is none, or the page has another summary by now.
   */
  'minutes.takeBackSummary': { params: ofPage, result: nothing },
  /** The transcript as a file. The job ends with an address to save it from. */
  'minutes.export': {
    params: ofPage.extend({
      format: transcriptFormatSchema,
      times: z.boolean(),
      speakers: z.boolean(),
      /** Of headings; absent: the person's. */
      language: languageSchema.optional(),
    }),
    result: startedJob,
  },

  /** Notes of this profile alone: they are in its database and never leave it. */
  'minutes.privateNotes': { params: ofCall, result: z.array(privateNoteSchema) },
  /** `id` absent: a new one. */
  'minutes.putPrivateNote': {
    params: ofCall.extend({
      id: privateNoteSchema.shape.id.optional(),
      text: noteSchema.shape.text,
      at: noteSchema.shape.at,
    }),
    result: privateNoteSchema,
  },
  'minutes.removePrivateNote': {
    params: z.object({ id: privateNoteSchema.shape.id }),
    result: nothing,
  },

  /** Whether there is a key for the endpoint of the preferences, and how it is protected. */
  'minutes.endpointKey': { params: nothing, result: summaryKeySchema },
  /** Null: forgets it. */
  'minutes.setEndpointKey': {
    params: z.object({ key: z.string().min(1).max(500).nullable() }),
    result: summaryKeySchema,
  },
  /** Asks the endpoint for one word. `server-unreachable`, `timeout`, `unauthenticated`, … */
  'minutes.tryEndpoint': { params: nothing, result: nothing },
} as const;

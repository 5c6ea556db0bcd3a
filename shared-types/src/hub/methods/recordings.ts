import { z } from 'zod';
import { callIdSchema } from '../../ids.ts';
import { minutesTemplateSchema } from '../../transcripts.ts';
import { recordingLimitBytes, recordingSchema, recordingTaskSchema } from '../recordings.ts';
import { inWorkspace, nothing } from './common.ts';

const ofRecording = z.object({ id: callIdSchema });
const ofStream = z.object({ stream: z.string().max(200) });

/** Files with speech: taken in, decoded by a window, transcribed by the hub. */
export const recordingsMethods = {
  'recordings.list': { params: nothing, result: z.array(recordingSchema) },
  /**
   * Makes its page of minutes and announces the file; its bytes follow as `blob` frames of the
   * transfer. `storage-full`, `no-permission`, `file-too-large`.
   */
  'recordings.begin': {
    params: inWorkspace.extend({
      fileName: z.string().min(1).max(255),
      type: z.string().max(127),
      sizeBytes: z.number().int().positive().max(recordingLimitBytes),
      language: recordingSchema.shape.language,
      template: minutesTemplateSchema.optional(),
      keepAudio: z.boolean(),
    }),
    result: z.object({ recording: recordingSchema, transfer: z.string() }),
  },
  /** Answers when the file is on disk and waits for its turn. */
  'recordings.received': { params: z.object({ transfer: z.string() }), result: nothing },
  'recordings.pause': { params: ofRecording, result: nothing },
  /** Also after a failure. `not-found` when its file is no longer here. */
  'recordings.resume': { params: ofRecording, result: nothing },
  /** Stops for good and deletes the file; the page with what was transcribed stays. */
  'recordings.cancel': { params: ofRecording, result: nothing },
  /** Takes one that has ended off the list; its page and kept sound stay. */
  'recordings.dismiss': { params: ofRecording, result: nothing },

  /** The next thing to decode; null: nothing. It is this window's until its channel closes. */
  'recordings.claim': { params: nothing, result: recordingTaskSchema.nullable() },
  'recordings.looked': {
    params: ofStream.extend({ durationMs: z.number().nonnegative().nullable() }),
    result: nothing,
  },
  /** All of the sound has been sent, in `audio` frames or as the blob. */
  'recordings.decoded': {
    params: ofStream.extend({ totalSamples: z.number().int().nonnegative() }),
    result: nothing,
  },
  'recordings.undecodable': {
    params: ofStream.extend({
      code: z.enum(['recording-unreadable', 'recording-without-sound']),
      detail: z.string().max(500).optional(),
    }),
    result: nothing,
  },
  /** Opens the transfer that the kept sound is sent in; `decoded` ends it. */
  'recordings.keep': { params: ofStream, result: z.object({ transfer: z.string() }) },
} as const;

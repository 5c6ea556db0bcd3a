import { languageSchema } from '@confab/shared-types';
import { z } from 'zod';
import type { Notice, ShellCall } from '../shell/Runtime.ts';

const nothing = z.void();
const tagSchema = z.string().max(200);

const callSchema = z.object({
  title: z.string().max(500),
  startedAt: z.number(),
  microphone: z.enum(['on', 'muted', 'none']),
  camera: z.enum(['on', 'off', 'none']),
}) satisfies z.ZodType<ShellCall>;

/** Everything the page may ask the main process: its parameters and result, by IPC channel. */
export const shellRequests = {
  /** The port follows as a message on the channel `hub-port`, with this id. */
  'connect-hub': { params: z.object({ id: z.number().int().nonnegative() }), result: nothing },
  'open-external': { params: z.object({ url: z.string().max(8192) }), result: nothing },
  'pick-folder': {
    params: z.object({ title: z.string().max(200) }),
    result: z.string().nullable(),
  },
  'set-call': { params: z.object({ call: callSchema.nullable() }), result: nothing },
  autostart: { params: z.object({}), result: z.boolean() },
  'set-autostart': { params: z.object({ on: z.boolean() }), result: nothing },
  'set-mute-shortcut': {
    params: z.object({ accelerator: z.string().max(80).nullable() }),
    result: z.boolean(),
  },
  'set-badge': { params: z.object({ count: z.number().int().nonnegative() }), result: nothing },
  'set-theme': {
    params: z.object({ theme: z.enum(['system', 'light', 'dark']) }),
    result: nothing,
  },
  'set-language': { params: z.object({ language: languageSchema }), result: nothing },
  'focus-window': { params: z.object({}), result: nothing },
  notify: {
    params: z.object({
      title: z.string().max(200),
      body: z.string().max(1000),
      tag: tagSchema,
      silent: z.boolean().optional(),
    }) satisfies z.ZodType<Notice>,
    result: z.boolean(),
  },
  'close-notice': { params: z.object({ tag: tagSchema }), result: nothing },
  /** From now on the page takes messages of this channel; what waited for it is sent. */
  listen: {
    params: z.object({ channel: z.enum(['deep-link', 'command', 'shown']) }),
    result: nothing,
  },
} as const;

export type ShellRequest = keyof typeof shellRequests;
export type ShellParams<R extends ShellRequest> = z.output<(typeof shellRequests)[R]['params']>;
export type ShellResult<R extends ShellRequest> = z.output<(typeof shellRequests)[R]['result']>;

/** Channels on which the main process speaks to the page unasked. */
export type PageChannel = ShellParams<'listen'>['channel'];
export const hubPortChannel = 'hub-port';

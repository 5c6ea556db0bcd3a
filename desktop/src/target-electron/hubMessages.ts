import { ringSchema, syncStatusSchema, wireErrorSchema } from '@confab/shared-types';
import { z } from 'zod';
import type { TrayState } from '../shell/Host.ts';

/**
 * The conversation of the main process with the hub's process. Ports travel beside the messages:
 * with `attach` a renderer's, with the reply to `start-transcriber` the transcriber's.
 */
const idSchema = z.number().int().nonnegative();

export const protectionSchema = z.enum(['os', 'basic_text', 'file']);

export const toHubSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    profileDir: z.string().min(1),
    localServerUrl: z.url().nullable(),
    protection: protectionSchema,
  }),
  z.object({ type: z.literal('attach') }),
  z.object({ type: z.literal('open-file'), id: idSchema, capability: z.string().max(200) }),
  z.object({ type: z.literal('wake') }),
  z.object({ type: z.literal('stop') }),
  /** Answers a `request`; `value` is a secret where one was asked for. */
  z.object({ type: z.literal('reply'), id: idSchema, value: z.string().nullable() }),
  z.object({ type: z.literal('refusal'), id: idSchema, error: wireErrorSchema }),
]);
export type ToHub = z.infer<typeof toHubSchema>;

const trayStateSchema = z.object({
  sync: z.array(syncStatusSchema),
  ringing: z.number().int().nonnegative(),
  missed: z.number().int().nonnegative(),
  doNotDisturb: z.boolean(),
  recentPages: z.array(z.object({ workspace: z.string(), page: z.string(), title: z.string() })),
}) satisfies z.ZodType<TrayState>;

export const hostRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('get-secret'), name: z.string().max(500) }),
  z.object({ kind: z.literal('set-secret'), name: z.string().max(500), value: z.string() }),
  z.object({ kind: z.literal('delete-secret'), name: z.string().max(500) }),
  z.object({ kind: z.literal('start-transcriber') }),
]);
export type HostRequest = z.infer<typeof hostRequestSchema>;

export const fromHubSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** It could not be started; the main process ends this one. */
  z.object({ type: z.literal('failed'), error: wireErrorSchema }),
  z.object({ type: z.literal('request'), id: idSchema, request: hostRequestSchema }),
  z.object({
    type: z.literal('show-ring'),
    server: z.string(),
    ring: ringSchema,
    /** The title of the page it is from. */
    about: z.string().nullable(),
  }),
  z.object({ type: z.literal('end-ring'), ring: ringSchema }),
  z.object({ type: z.literal('tray'), state: trayStateSchema }),
  z.object({ type: z.literal('focus-window') }),
  z.object({
    type: z.literal('file'),
    id: idSchema,
    file: z
      .object({
        path: z.string(),
        name: z.string(),
        type: z.string(),
        size: z.number(),
        seal: z.object({ id: z.string(), key: z.instanceof(Uint8Array) }).optional(),
      })
      .nullable(),
  }),
]);
export type FromHub = z.infer<typeof fromHubSchema>;
/** What the hub's host says without waiting for an answer. */
export type HostNotice = Extract<
  FromHub,
  { readonly type: 'show-ring' | 'end-ring' | 'tray' | 'focus-window' }
>;

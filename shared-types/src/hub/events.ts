import { z } from 'zod';
import { callSchema, ringSchema } from '../api/calls.ts';
import { errorCodeSchema } from '../errors.ts';
import { activitySchema } from '../events/messages.ts';
import {
  accountIdSchema,
  callIdSchema,
  docKeySchema,
  pageIdSchema,
  workspaceIdSchema,
} from '../ids.ts';
import { captionSchema } from '../signaling/captions.ts';
import { jobSchema } from './exchange.ts';
import { minutesStateSchema } from './minutes.ts';
import { speechModelsStateSchema } from './models.ts';
import { notificationListSchema } from './notifications.ts';
import { personalPlacesSchema } from './personal.ts';
import {
  connectionSchema,
  localWorkspaceSchema,
  preferencesSchema,
  profileSchema,
  sharedPageHereSchema,
  syncStatusSchema,
} from './profile.ts';
import { speechStateSchema } from './speech.ts';
import { recordingSchema } from './recordings.ts';
import { replacementRuleSchema, vocabularyStateSchema } from './vocabulary.ts';

/** What a hub tells its renderers unasked, by event. State is sent whole, never as a difference. */
export const hubEvents = {
  profile: profileSchema,
  preferences: preferencesSchema,
  workspaces: z.array(localWorkspaceSchema),
  connections: z.array(connectionSchema),
  sync: z.array(syncStatusSchema),
  sharedPages: z.array(sharedPageHereSchema),
  personal: personalPlacesSchema,
  job: jobSchema,
  /** Guests or links of a page, or invitations, changed: ask again if they are shown. */
  sharing: z.object({ workspace: workspaceIdSchema }),
  /** A version was kept or named. */
  versions: z.object({ workspace: workspaceIdSchema, page: pageIdSchema }),
  /** Members or roles of a workspace changed: ask again if they are shown. */
  members: z.object({ workspace: workspaceIdSchema }),
  ring: z.object({ server: z.string(), ring: ringSchema }),
  call: callSchema,
  notifications: notificationListSchema,
  /** Whether somebody at a server is there, and whether they can be disturbed. */
  presence: z.object({
    server: z.string(),
    account: accountIdSchema,
    online: z.boolean(),
    activity: activitySchema,
  }),
  /** Told whenever it changes. */
  minutesState: minutesStateSchema,
  /** One's own notes of a call changed: ask again if they are shown. */
  privateNotes: z.object({ workspace: workspaceIdSchema, call: callIdSchema }),
  speech: speechStateSchema,
  models: speechModelsStateSchema,
  vocabulary: vocabularyStateSchema,
  /** A correction was made twice: it may become a rule. */
  ruleSuggested: replacementRuleSchema,
  /** All recordings that are under way or were not dismissed. */
  recordings: z.array(recordingSchema),
  /** There is something to decode: a window may claim it. */
  recordingWaits: z.object({}),
  /** How far sound sent for a stream was taken in: send at most `fileCreditSamples` beyond. */
  recordingRead: z.object({ stream: z.string(), readSample: z.number().int().nonnegative() }),
  /** The stream is not wanted any more: stop decoding it. */
  recordingStopped: z.object({ stream: z.string() }),
  /** Kept sound of a call or recording came or went: ask again if it is shown. */
  keptAudio: z.object({ workspace: workspaceIdSchema, call: callIdSchema }),
  /** A draft or final line of this machine's own speech, to be shown and sent to the call. */
  caption: z.object({ stream: z.string(), caption: captionSchema }),
  /** Something the person should know about a document or a workspace; text is by code. */
  notice: z.object({
    code: errorCodeSchema,
    doc: docKeySchema.optional(),
    workspace: workspaceIdSchema.optional(),
    detail: z.string().max(500).optional(),
  }),
} as const;

export type HubEventType = keyof typeof hubEvents;
export type HubEventData<T extends HubEventType> = z.output<(typeof hubEvents)[T]>;
export type HubEvent = {
  [T in HubEventType]: { readonly event: T; readonly data: HubEventData<T> };
}[HubEventType];

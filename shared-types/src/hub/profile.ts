import { z } from 'zod';
import { accountSchema, serverInfoSchema } from '../api/accounts.ts';
import { sharedPageSchema } from '../api/sharing.ts';
import { pageIdSchema, personIdSchema, workspaceIdSchema } from '../ids.ts';
import { roleSchema } from '../roles.ts';
import {
  minutesTemplateSchema,
  summaryMethodSchema,
  transcriptExportSchema,
} from '../transcripts.ts';
import { summaryEndpointSchema } from './minutes.ts';

export const languageSchema = z.enum(['en', 'ko']);
export type Language = z.infer<typeof languageSchema>;

/** What a person set for this profile; kept by the hub because an origin may change its port. */
export const preferencesSchema = z.object({
  language: z.enum(['system', 'en', 'ko']),
  theme: z.enum(['system', 'light', 'dark']),
  sidebarWidth: z.number().int().min(200).max(400),
  sidebarHidden: z.boolean(),
  /** Of the page beside a call's stage. */
  stagePageWidth: z.number().int().min(240).max(2000).nullable(),
  lastWorkspace: workspaceIdSchema.nullable(),
  /** Last open page of each workspace. */
  lastPages: z.record(z.string(), pageIdSchema),
  microphone: z.string().max(200).nullable(),
  camera: z.string().max(200).nullable(),
  speaker: z.string().max(200).nullable(),
  /** Where rings sound; null: the speaker. */
  ringer: z.string().max(200).nullable(),
  backgroundBlur: z.boolean(),
  noiseSuppression: z.boolean(),
  /** How one enters a call: as left the last time. */
  joinMuted: z.boolean(),
  joinCameraOff: z.boolean(),
  /** Calls are entered at once, without the screen that shows oneself first. */
  skipPreJoin: z.boolean(),
  /** Held down to be heard; the microphone is off otherwise. */
  pushToTalk: z.boolean(),
  /** Single keys in a call (WCAG 2.1.4: they can be turned off). */
  callKeys: z.boolean(),
  /** Whether what is said is shown over the call; the transcript is written either way. */
  captions: z.boolean(),
  captionSize: z.enum(['small', 'medium', 'large']),
  /** Whether a note in a call is for everybody in it, as chosen the last time. */
  shareNotes: z.boolean(),
  /** Mutes and unmutes from any program, as Electron writes accelerators; null: none. */
  globalMuteShortcut: z.string().max(80).nullable(),
  doNotDisturb: z.boolean(),
  speechModel: z.string().max(200).nullable(),
  speechLanguage: z.string().max(16),
  /** Where models are downloaded from instead of their public home; null: from there. */
  modelMirror: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  /** How summaries of minutes are made; `endpoint` sends the transcript to `summaryEndpoint`. */
  summaryMethod: summaryMethodSchema,
  /** Null: none is set up. */
  summaryEndpoint: summaryEndpointSchema.nullable(),
  /** What minutes begin with where nothing is chosen for the call. */
  minutesTemplate: minutesTemplateSchema,
  /** As chosen the last time. */
  transcriptExport: transcriptExportSchema,
  /** Whether pasted links are asked for their page's title. */
  linkPreviews: z.boolean(),
  /** A backup each day, seven kept. */
  dailyBackups: z.boolean(),
  /** Last chosen first. */
  recentEmoji: z.array(z.string().max(64)).max(18),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const profileSchema = z.object({
  person: personIdSchema,
  /** Null until onboarding asked. */
  name: z.string().max(80).nullable(),
});
export type Profile = z.infer<typeof profileSchema>;

/** A server this profile has an account at; `signedIn` false: its session ended, edits are kept. */
export const connectionSchema = z.object({
  server: serverInfoSchema,
  url: z.url(),
  account: accountSchema,
  signedIn: z.boolean(),
  state: z.enum(['connecting', 'online', 'offline', 'signed-out', 'incompatible']),
});
export type Connection = z.infer<typeof connectionSchema>;

export const localWorkspaceSchema = z.object({
  id: workspaceIdSchema,
  name: z.string().max(120),
  /** Null: lives on this device only. */
  server: z.string().nullable(),
  role: roleSchema,
  /** Only single pages of it were shared with this account: there is no tree. */
  guest: z.boolean().optional(),
  /** Set when its server no longer gives it: what is here can be read. */
  detached: z.enum(['not-member', 'taken-offline']).optional(),
});
export type LocalWorkspace = z.infer<typeof localWorkspaceSchema>;

/**
 * How safe a workspace's edits are. `waiting` counts edits committed here and not yet acknowledged.
 * `synced` is only ever said when that is 0 and the connection is up.
 */
export const syncStatusSchema = z.object({
  workspace: workspaceIdSchema,
  state: z.enum(['local', 'offline', 'syncing', 'synced', 'signed-out', 'no-permission']),
  waiting: z.number().int().nonnegative(),
  /** Milliseconds since the epoch of the oldest waiting edit. */
  waitingSince: z.number().nullable(),
  /** Documents with rows that could not be read and were set aside. */
  quarantined: z.number().int().nonnegative(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

/** A page that somebody shared; `title` is empty until it was received. */
export const sharedPageHereSchema = sharedPageSchema.extend({
  server: z.string(),
  title: z.string().max(500),
  icon: z.string().max(64).nullable(),
});
export type SharedPageHere = z.infer<typeof sharedPageHereSchema>;

/** Everything the first screen needs, in one answer. */
export const appStateSchema = z.object({
  profile: profileSchema,
  preferences: preferencesSchema,
  workspaces: z.array(localWorkspaceSchema),
  connections: z.array(connectionSchema),
  sync: z.array(syncStatusSchema),
  /** Single pages that others shared with this profile's accounts. */
  sharedPages: z.array(sharedPageHereSchema),
  /** The server `npm start` runs beside the app, offered when connecting. */
  localServerUrl: z.url().nullable(),
});
export type AppState = z.infer<typeof appStateSchema>;

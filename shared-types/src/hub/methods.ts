import { z } from 'zod';
import { emailSchema, personNameSchema, serverInfoSchema } from '../api/accounts.ts';
import {
  callSchema,
  joinTicketSchema,
  ringActionSchema,
  ringListSchema,
  ringSchema,
} from '../api/calls.ts';
import {
  createInvitationSchema,
  invitationPreviewSchema,
  invitationSchema,
  memberListSchema,
  workspaceNameSchema,
} from '../api/workspaces.ts';
import {
  accountIdSchema,
  callIdSchema,
  fileHashSchema,
  pageIdSchema,
  ringIdSchema,
  workspaceIdSchema,
} from '../ids.ts';
import { pageKindSchema } from '../documents.ts';
import { roleSchema } from '../roles.ts';
import {
  appStateSchema,
  connectionSchema,
  localWorkspaceSchema,
  preferencesSchema,
  profileSchema,
} from './profile.ts';
import { speechModelSchema } from './speech.ts';

const nothing = z.object({});
const inWorkspace = z.object({ workspace: workspaceIdSchema });

/** Everything a renderer may ask its hub, by method: the parameters and the result. */
export const hubMethods = {
  'app.state': { params: nothing, result: appStateSchema },
  /** The machine is back from sleep or on a network again: servers are tried at once. */
  'app.wake': { params: nothing, result: nothing },

  'profile.setName': { params: z.object({ name: personNameSchema }), result: profileSchema },
  'preferences.update': { params: preferencesSchema.partial(), result: preferencesSchema },

  'workspaces.create': {
    params: z.object({ name: workspaceNameSchema }),
    result: localWorkspaceSchema,
  },
  'workspaces.rename': {
    params: inWorkspace.extend({ name: workspaceNameSchema }),
    result: localWorkspaceSchema,
  },
  /** Binds a local workspace to a server the profile is signed in at, then uploads. */
  'workspaces.publish': {
    params: inWorkspace.extend({ server: z.string() }),
    result: localWorkspaceSchema,
  },
  'workspaces.members': { params: inWorkspace, result: memberListSchema },
  'workspaces.changeRole': {
    params: inWorkspace.extend({ account: accountIdSchema, role: roleSchema }),
    result: memberListSchema,
  },
  'workspaces.removeMember': {
    params: inWorkspace.extend({ account: accountIdSchema }),
    result: memberListSchema,
  },

  /** Makes a page with its first empty block on disk, then its entry in the index. */
  'pages.create': {
    params: inWorkspace.extend({
      parent: pageIdSchema.nullable(),
      title: z.string().max(500).optional(),
      kind: pageKindSchema.optional(),
    }),
    result: z.object({ page: pageIdSchema }),
  },

  'servers.probe': { params: z.object({ url: z.url() }), result: serverInfoSchema },
  'accounts.signUp': {
    params: z.object({ url: z.url(), email: emailSchema, password: z.string().max(256) }),
    result: connectionSchema,
  },
  'accounts.signIn': {
    params: z.object({ url: z.url(), email: emailSchema, password: z.string().max(256) }),
    result: connectionSchema,
  },
  /** Ends the session; local data stays. */
  'accounts.signOut': { params: z.object({ server: z.string() }), result: nothing },

  'invitations.create': {
    params: inWorkspace.extend({ invitation: createInvitationSchema }),
    result: invitationSchema,
  },
  'invitations.inspect': {
    params: z.object({ link: z.string().max(2000) }),
    result: z.object({
      url: z.url(),
      preview: invitationPreviewSchema,
      /** Whether this profile is signed in at that server, so that one press joins. */
      signedIn: z.boolean(),
    }),
  },
  'invitations.accept': {
    params: z.object({ link: z.string().max(2000) }),
    result: localWorkspaceSchema,
  },

  /** Announces a file; its bytes follow as `blob` frames of the returned transfer. */
  'files.begin': {
    params: inWorkspace.extend({
      name: z.string().min(1).max(255),
      type: z.string().max(127),
      size: z.number().int().nonnegative(),
    }),
    result: z.object({ transfer: z.string() }),
  },
  /** Answers when the file is fsynced: only then may a block refer to it. */
  'files.finish': {
    params: z.object({ transfer: z.string() }),
    result: z.object({ hash: fileHashSchema, url: z.string() }),
  },
  'files.cancel': { params: z.object({ transfer: z.string() }), result: nothing },
  /** An address this window can load; fetched from the server first when not here yet. */
  'files.address': {
    params: inWorkspace.extend({ hash: fileHashSchema, name: z.string().max(255) }),
    result: z.object({ address: z.string() }),
  },

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

export type HubMethod = keyof typeof hubMethods;
export type HubParams<M extends HubMethod> = z.input<(typeof hubMethods)[M]['params']>;
export type HubResult<M extends HubMethod> = z.output<(typeof hubMethods)[M]['result']>;

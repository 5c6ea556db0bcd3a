import { z } from 'zod';
import { activitySchema } from '../events/messages.ts';
import { accountIdSchema, pageIdSchema, personIdSchema, workspaceIdSchema } from '../ids.ts';
import { roleSchema } from '../roles.ts';
import { personNameSchema } from './accounts.ts';

export const workspaceNameSchema = z.string().trim().min(1).max(120);

export const remoteWorkspaceSchema = z.object({
  id: workspaceIdSchema,
  name: workspaceNameSchema,
  role: roleSchema,
});
export type RemoteWorkspace = z.infer<typeof remoteWorkspaceSchema>;

/**
 * `PUT /api/workspaces/:id` publishes: idempotent, the same id for life, the caller becomes owner.
 * `workspace-bound-elsewhere` when somebody else owns that id here.
 */
export const publishWorkspaceSchema = z.object({ name: workspaceNameSchema });

/** `GET /api/workspaces` → the caller's workspaces. */
export const workspaceListSchema = z.array(remoteWorkspaceSchema);

export const memberSchema = z.object({
  account: accountIdSchema,
  person: personIdSchema,
  name: personNameSchema,
  role: roleSchema,
  online: z.boolean(),
  /** Means nothing while they are not online. */
  activity: activitySchema,
});
export type Member = z.infer<typeof memberSchema>;

/** `GET /api/workspaces/:id/members`. */
export const memberListSchema = z.array(memberSchema);

/** `PUT /api/workspaces/:id/members/:account` (owner, admin), `DELETE` the same path removes. */
export const changeRoleSchema = z.object({ role: roleSchema });

/** `POST /api/workspaces/:id/invitations` → {@link invitationSchema}. */
export const createInvitationSchema = z.object({
  role: roleSchema.exclude(['owner']),
  /** Milliseconds from now; absent: 7 days. */
  lifetimeMs: z
    .number()
    .int()
    .positive()
    .max(365 * 86_400_000)
    .optional(),
  maxUses: z.number().int().positive().max(10_000).optional(),
  /** Set: whoever accepts becomes a guest of this page alone; `admin` is refused then. */
  page: pageIdSchema.optional(),
});
export type CreateInvitation = z.infer<typeof createInvitationSchema>;

export const invitationCodeSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);

export const invitationSchema = z.object({
  code: invitationCodeSchema,
  /** `<server>/i/<code>`: opens a page in a browser, and is understood when pasted into the app. */
  url: z.url(),
  expiresAt: z.number(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** `GET /api/invitations/:code`, no session needed; `invitation-invalid`, `invitation-expired`. */
export const invitationPreviewSchema = z.object({
  workspaceName: workspaceNameSchema,
  inviterName: personNameSchema,
  serverName: z.string(),
  role: roleSchema,
  /** Set: it leads to one page; `workspaceName` is that page's title then. */
  page: pageIdSchema.optional(),
});
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>;

/**
 * `POST /api/invitations/:code/accept` → idempotent for a member. With a `page` the caller is its
 * guest now; a member of the workspace stays what they are.
 */
export const acceptedInvitationSchema = remoteWorkspaceSchema.extend({
  page: pageIdSchema.optional(),
});
export type AcceptedInvitation = z.infer<typeof acceptedInvitationSchema>;

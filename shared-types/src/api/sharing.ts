import { z } from 'zod';
import { accountIdSchema, pageIdSchema, personIdSchema, workspaceIdSchema } from '../ids.ts';
import { roleSchema } from '../roles.ts';
import { emailSchema, personNameSchema } from './accounts.ts';
import { invitationCodeSchema } from './workspaces.ts';

/** What a guest may do with the single page they were let into. */
export const guestRoleSchema = roleSchema.extract(['editor', 'commenter', 'viewer']);
export type GuestRole = z.infer<typeof guestRoleSchema>;

/** An account that sees one page of a workspace, never its tree or the titles in it. */
export const guestSchema = z.object({
  account: accountIdSchema,
  person: personIdSchema,
  name: personNameSchema,
  role: guestRoleSchema,
});
export type Guest = z.infer<typeof guestSchema>;

/**
 * `GET /api/workspaces/:id/pages/:page/guests` (editors and above) → {@link guestListSchema}.
 * `POST` the same path {@link addGuestSchema} → 201 {@link guestSchema} lets somebody in who has an
 * account here (`not-found` else; an invitation with a `page` reaches those who have none;
 * `already-done` for a member who may do as much by their role). `PUT …/guests/:account` {@link changeGuestSchema},
 * `DELETE …/guests/:account` (also by the guest, who leaves).
 */
export const guestListSchema = z.array(guestSchema);
export const addGuestSchema = z.object({ email: emailSchema, role: guestRoleSchema });
export const changeGuestSchema = z.object({ role: guestRoleSchema });

/** `GET /api/shared-pages` → the pages the caller was let into as a guest. */
export const sharedPageSchema = z.object({
  workspace: workspaceIdSchema,
  page: pageIdSchema,
  role: guestRoleSchema,
  /** Who let them in. */
  from: personNameSchema,
});
export type SharedPage = z.infer<typeof sharedPageSchema>;
export const sharedPageListSchema = z.array(sharedPageSchema);

/** An invitation as those see it who may take it back. */
export const openInvitationSchema = z.object({
  code: invitationCodeSchema,
  url: z.url(),
  role: roleSchema,
  /** Set: it lets guests into this page alone. */
  page: pageIdSchema.nullable(),
  createdBy: personNameSchema,
  expiresAt: z.number(),
  /** Null: as often as wanted. */
  usesLeft: z.number().int().nonnegative().nullable(),
});
export type OpenInvitation = z.infer<typeof openInvitationSchema>;

/**
 * `GET /api/workspaces/:id/invitations` → those that can still be used (admins all, others their
 * own); `DELETE /api/invitations/:code` takes one back, at once.
 */
export const openInvitationListSchema = z.array(openInvitationSchema);

/**
 * `PUT /api/workspaces/:id/pages/:page/public-link` (editors and above) → {@link publicLinkSchema},
 * idempotent; `GET` the same path → it or `null`; `DELETE` takes it away for good, a new one has
 * another code. `GET /p/<code>` is the page as read-only HTML, rendered on demand without scripts;
 * its pictures and files are under `/p/<code>/files/<sha-256>`, only those that the page shows.
 */
export const publicLinkSchema = z.object({
  code: invitationCodeSchema,
  url: z.url(),
  createdAt: z.number(),
});
export type PublicLink = z.infer<typeof publicLinkSchema>;
export const publicLinkOrNoneSchema = publicLinkSchema.nullable();

/**
 * `DELETE /api/workspaces/:id` (owner) takes a workspace offline: its data leaves the server, every
 * connection that follows it is told `unfollowed`. 204, also when it is gone already for its owner.
 *
 * `DELETE /api/workspaces/:id/pages/:page` (editors and above) deletes a page for good: its
 * documents, versions, guests and links. 204, idempotent; later writes are refused `page-deleted`.
 */

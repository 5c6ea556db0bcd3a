import { z } from 'zod';

/** What a member may do in a workspace, most first. */
export const roles = ['owner', 'admin', 'editor', 'commenter', 'viewer'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Who may change the pages of a workspace. */
export const editingRoles: ReadonlySet<Role> = new Set(['owner', 'admin', 'editor']);

/** What one person may do with one document. */
export const accessSchema = z.enum(['write', 'read', 'none']);
export type Access = z.infer<typeof accessSchema>;

/**
 * Why a document may not be written: the role, a newer version of the app wrote it, it was deleted
 * for good, the account is no member any more, or the workspace was taken offline by its owner.
 */
export const accessReasonSchema = z.enum([
  'role',
  'newer-schema',
  'page-deleted',
  'not-member',
  'taken-offline',
]);
export type AccessReason = z.infer<typeof accessReasonSchema>;

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

import { z } from 'zod';
import { memberListSchema, workspaceNameSchema } from '../../api/workspaces.ts';
import { accountIdSchema } from '../../ids.ts';
import { roleSchema } from '../../roles.ts';
import { localWorkspaceSchema } from '../profile.ts';
import { inWorkspace, nothing } from './common.ts';

/** Workspaces and who is in them. */
export const workspacesMethods = {
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

  /** Owner only: the server forgets the workspace, here it stays writable, others keep a copy to read. */
  'workspaces.takeOffline': { params: inWorkspace, result: localWorkspaceSchema },
  /** Gives up the membership; what is here stays readable. */
  'workspaces.leave': { params: inWorkspace, result: nothing },
  /**
   * Removes a workspace from this device with all that is in it. `edits-waiting` when the server
   * does not have everything and `force` is not set; a local workspace always needs it.
   */
  'workspaces.remove': { params: inWorkspace.extend({ force: z.boolean() }), result: nothing },
} as const;

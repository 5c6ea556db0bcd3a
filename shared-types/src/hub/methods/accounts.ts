import { z } from 'zod';
import { emailSchema, serverInfoSchema } from '../../api/accounts.ts';
import { connectionSchema } from '../profile.ts';
import { nothing } from './common.ts';

/** Servers and the accounts at them. */
export const accountsMethods = {
  'servers.probe': { params: z.object({ url: z.url() }), result: serverInfoSchema },
  'accounts.signUp': {
    params: z.object({ url: z.url(), email: emailSchema, password: z.string().max(256) }),
    result: connectionSchema,
  },
  'accounts.signIn': {
    params: z.object({ url: z.url(), email: emailSchema, password: z.string().max(256) }),
    result: connectionSchema,
  },
  /**
   * Ends the session. `keepData` false also removes that server's workspaces from this device:
   * `edits-waiting` when the server does not have everything and `force` is not set.
   */
  'accounts.signOut': {
    params: z.object({
      server: z.string(),
      keepData: z.boolean().optional(),
      force: z.boolean().optional(),
    }),
    result: nothing,
  },
} as const;

import { z } from 'zod';
import {
  addGuestSchema,
  guestListSchema,
  guestRoleSchema,
  openInvitationListSchema,
  publicLinkOrNoneSchema,
  publicLinkSchema,
} from '../../api/sharing.ts';
import {
  createInvitationSchema,
  invitationCodeSchema,
  invitationPreviewSchema,
  invitationSchema,
} from '../../api/workspaces.ts';
import { accountIdSchema, pageIdSchema } from '../../ids.ts';
import { localWorkspaceSchema } from '../profile.ts';
import { inWorkspace, nothing, ofPage } from './common.ts';

/** Letting others in: to a workspace, to one page, or to read it. */
export const sharingMethods = {
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
  /** `page` is set when the invitation was to one page. */
  'invitations.accept': {
    params: z.object({ link: z.string().max(2000) }),
    result: localWorkspaceSchema.extend({ page: pageIdSchema.optional() }),
  },
  'invitations.list': { params: inWorkspace, result: openInvitationListSchema },
  'invitations.revoke': {
    params: inWorkspace.extend({ code: invitationCodeSchema }),
    result: openInvitationListSchema,
  },

  'guests.list': { params: ofPage, result: guestListSchema },
  'guests.add': { params: ofPage.extend(addGuestSchema.shape), result: guestListSchema },
  'guests.change': {
    params: ofPage.extend({ account: accountIdSchema, role: guestRoleSchema }),
    result: guestListSchema,
  },
  'guests.remove': {
    params: ofPage.extend({ account: accountIdSchema }),
    result: guestListSchema,
  },

  'publicLink.get': { params: ofPage, result: z.object({ link: publicLinkOrNoneSchema }) },
  'publicLink.create': { params: ofPage, result: publicLinkSchema },
  'publicLink.remove': { params: ofPage, result: nothing },
} as const;

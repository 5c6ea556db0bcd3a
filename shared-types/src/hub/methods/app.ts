import { z } from 'zod';
import { personNameSchema } from '../../api/accounts.ts';
import { pageIdSchema } from '../../ids.ts';
import { personalPlacesSchema } from '../personal.ts';
import { appStateSchema, preferencesSchema, profileSchema } from '../profile.ts';
import { inWorkspace, nothing, ofPage } from './common.ts';

/** The app as a whole, the person, and what is theirs alone. */
export const appMethods = {
  'app.state': { params: nothing, result: appStateSchema },
  /** The machine is back from sleep or on a network again: servers are tried at once. */
  'app.wake': { params: nothing, result: nothing },

  'profile.setName': { params: z.object({ name: personNameSchema }), result: profileSchema },
  'preferences.update': { params: preferencesSchema.partial(), result: preferencesSchema },

  /** Favourites, recent pages and open branches: a person's own, kept by the hub. */
  'personal.get': { params: inWorkspace, result: personalPlacesSchema },
  /** `before` null or absent: at the end; a favourite that is one already moves. */
  'personal.setFavourite': {
    params: ofPage.extend({ favourite: z.boolean(), before: pageIdSchema.nullable().optional() }),
    result: personalPlacesSchema,
  },
  'personal.visited': { params: ofPage, result: personalPlacesSchema },
  'personal.setExpanded': {
    params: ofPage.extend({ expanded: z.boolean() }),
    result: personalPlacesSchema,
  },
} as const;

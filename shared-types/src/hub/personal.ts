import { z } from 'zod';
import { pageIdSchema, workspaceIdSchema } from '../ids.ts';

/** A person's own view of a workspace; never shared, never synced. */
export const personalPlacesSchema = z.object({
  workspace: workspaceIdSchema,
  /** In the person's order. */
  favourites: z.array(pageIdSchema),
  /** Last first, at most 30. */
  recent: z.array(z.object({ page: pageIdSchema, at: z.number() })),
  /** Branches of the tree that are open. */
  expanded: z.array(pageIdSchema),
});
export type PersonalPlaces = z.infer<typeof personalPlacesSchema>;

/** What a new page can begin with. */
export const pageTemplateSchema = z.enum(['meeting', 'project', 'study-plan']);
export type PageTemplate = z.infer<typeof pageTemplateSchema>;

export const recentPagesKept = 30;

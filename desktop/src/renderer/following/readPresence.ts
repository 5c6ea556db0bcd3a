import { awarenessUserSchema, pageIdSchema } from '@confab/shared-types';
import type { Awareness } from 'y-protocols/awareness';
import { z } from 'zod';

/** What a window tells of itself in the awareness of the workspace's index. */
export const placeSchema = z.object({
  page: pageIdSchema.nullable(),
  /** The block at the top of what is seen; null: the head of the page. */
  block: z.string().max(64).nullable(),
  /** How far below the top edge of the window that block begins, in CSS pixels. */
  shift: z.number().finite(),
});
export type Place = z.infer<typeof placeSchema>;

export interface PresentPerson {
  /** What their colour is made from: the account, else the person. */
  readonly id: string;
  readonly name: string;
  readonly place: Place | null;
  /** Whom they follow, by that one's id. */
  readonly follows: string | null;
}

const stateSchema = z.object({
  user: awarenessUserSchema,
  place: placeSchema.optional().catch(undefined),
  follows: z.string().max(64).nullish().catch(null),
});

/** Who else has the document open, each once however many windows they have. */
export function readPresence(awareness: Awareness, ownId: string): readonly PresentPerson[] {
  const people = new Map<string, PresentPerson>();
  for (const [client, state] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success) continue;
    const { user, place, follows } = parsed.data;
    const id = user.account ?? user.person ?? String(client);
    if (id === ownId) continue;
    const known = people.get(id);
    people.set(id, {
      id,
      name: user.name,
      place: place ?? known?.place ?? null,
      follows: follows ?? known?.follows ?? null,
    });
  }
  return [...people.values()];
}

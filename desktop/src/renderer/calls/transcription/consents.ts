import {
  askSchema,
  consentSchema,
  offerKey,
  offerSchema,
  transcriptTypes,
} from '@confab/shared-types';
import type { AccountId, Ask, Consent, Offer } from '@confab/shared-types';
import type * as Y from 'yjs';
import type { z } from 'zod';

/** What the people of a call agreed to, ask for and offer. */
export interface Consents {
  /** False: what was agreed before this window came is still being read. */
  readonly ready: boolean;
  readonly agreed: ReadonlyMap<AccountId, Consent>;
  readonly asks: ReadonlyMap<AccountId, Ask>;
  /** By {@link offerKey}. */
  readonly offers: ReadonlyMap<string, Offer>;
}

export const noConsents: Consents = {
  ready: false,
  agreed: new Map(),
  asks: new Map(),
  offers: new Map(),
};

/** Entries of another form are passed over. */
export function readConsents(doc: Y.Doc): Omit<Consents, 'ready'> {
  return {
    agreed: readMap(doc, transcriptTypes.consents, consentSchema),
    asks: readMap(doc, transcriptTypes.asks, askSchema),
    offers: readMap(doc, transcriptTypes.offers, offerSchema),
  };
}

/** Where somebody's words are written down, if anywhere. */
export type Place =
  | { readonly type: 'own-machine'; readonly model: string | null }
  | { readonly type: 'volunteer'; readonly volunteer: AccountId }
  | { readonly type: 'declined'; readonly at: number }
  /** Nowhere; perhaps they asked for somebody who does it, or have an offer to answer. */
  | {
      readonly type: 'nowhere';
      readonly asks: boolean;
      readonly offeredBy: AccountId | null;
    };

/**
 * Where the words of `account` go. Somebody who is not in the call any more, or took the offer back,
 * writes nothing down.
 */
export function placeOf(
  { agreed, asks, offers }: Consents,
  account: AccountId,
  present: ReadonlySet<AccountId>,
): Place {
  const consent = agreed.get(account);
  const asked = asks.get(account)?.at ?? -Infinity;
  // Whoever declined and asks for a volunteer since has changed their mind.
  if (consent?.choice === 'declined' && asked < consent.at) {
    return { type: 'declined', at: consent.at };
  }
  if (consent?.choice === 'own-machine') {
    return { type: 'own-machine', model: consent.model ?? null };
  }
  const stands = (volunteer: AccountId): boolean =>
    present.has(volunteer) && offers.has(offerKey(account, volunteer));
  const volunteer = consent?.volunteer;
  if (volunteer !== undefined && stands(volunteer)) return { type: 'volunteer', volunteer };
  const offeredBy = [...present].find((other) => other !== account && stands(other)) ?? null;
  return { type: 'nowhere', asks: asks.has(account), offeredBy };
}

/** The people whose words `volunteer` has agreed to write down, and may. */
export function volunteeredFor(
  { agreed, offers }: Consents,
  volunteer: AccountId,
): ReadonlySet<AccountId> {
  const people = [...agreed].filter(
    ([account, consent]) =>
      consent.choice === 'volunteer' &&
      consent.volunteer === volunteer &&
      offers.has(offerKey(account, volunteer)),
  );
  return new Set(people.map(([account]) => account));
}

export type Wish =
  | { readonly choice: 'own-machine'; readonly model?: string }
  | {
      readonly choice: 'volunteer';
      readonly volunteer: AccountId;
      readonly languages: readonly string[];
    }
  | { readonly choice: 'declined' };

/** A consent that takes the place of another: what volunteers took down until `at` stays agreed to. */
export function consentTo(before: Consent | undefined, wish: Wish, at: number): Consent {
  const last = before?.choice === 'volunteer' ? before.volunteer : undefined;
  const earlier = new Set([...(before?.earlier ?? []), ...(last === undefined ? [] : [last])]);
  const kept = earlier.size === 0 ? {} : { earlier: [...earlier].slice(-20) };
  return wish.choice === 'volunteer'
    ? { ...wish, languages: [...wish.languages], ...kept, at }
    : { ...wish, ...kept, at };
}

/**
 * What is left of a consent to one's own device that has no model any more: nothing, or that to the
 * last volunteer, whose lines go on to count.
 */
export function consentWithoutModel({ earlier = [], at }: Consent): Consent | null {
  const last = earlier.at(-1);
  if (last === undefined) return null;
  return { choice: 'volunteer', volunteer: last, earlier, at };
}

function readMap<T>(doc: Y.Doc, name: string, schema: z.ZodType<T>): Map<string, T> {
  const read = new Map<string, T>();
  for (const [key, value] of Object.entries(doc.getMap(name).toJSON())) {
    const parsed = schema.safeParse(value);
    if (parsed.success) read.set(key, parsed.data);
  }
  return read;
}

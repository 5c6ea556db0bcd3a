import type { Mention, PersonId } from '@confab/shared-types';
import type { PageEntries } from '../../documents/pageTree.ts';
import type { MentionName } from '../Surroundings.ts';
import { dayName, dayOf } from './dayNames.ts';

/** What is known of the things that are mentioned. */
export interface Known {
  readonly entries: PageEntries;
  readonly people: ReadonlyMap<PersonId, string>;
  readonly language: string;
  readonly untitled: string;
}

/** Pages and people by their present name; of what is gone the words stay that were written. */
export function nameMention(mention: Mention, known: Known): MentionName {
  switch (mention.kind) {
    case 'page': {
      const entry = known.entries.get(mention.target);
      if (entry === undefined) return { text: mention.label, icon: null, missing: true };
      const text = entry.title.trim() || known.untitled;
      return { text, icon: entry.icon, missing: entry.trashedAt !== null };
    }
    case 'person': {
      const name = known.people.get(mention.target);
      return { text: name || mention.label, icon: null, missing: false };
    }
    case 'date': {
      const text = dayName(mention.target, dayOf(new Date()), known.language);
      return { text, icon: null, missing: false };
    }
  }
}

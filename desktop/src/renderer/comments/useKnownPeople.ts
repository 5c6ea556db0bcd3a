import { useMemo } from 'react';
import type { PersonId, WorkspaceId } from '@confab/shared-types';
import { useData } from '../app/AppContext.ts';
import { ownIdIn } from '../app/appStore.ts';
import { useMembers } from '../people/useMembers.ts';

/** Somebody as they are called now; `id` is what their colour is made from. */
export interface KnownPerson {
  readonly person: PersonId;
  readonly id: string;
  readonly name: string;
}

export type KnownPeople = ReadonlyMap<PersonId, KnownPerson>;

/** Whoever can be named in a workspace: its members, in a local one oneself. */
export function useKnownPeople(workspace: WorkspaceId): KnownPeople {
  const { members } = useMembers(workspace);
  const self = useData(({ profile }) => profile);
  const ownId = useData((data) => ownIdIn(data, workspace));
  return useMemo(() => {
    const people = new Map<PersonId, KnownPerson>();
    for (const { person, account, name } of members ?? []) {
      people.set(person, { person, id: account, name });
    }
    people.set(self.person, { person: self.person, id: ownId, name: self.name ?? '' });
    return people;
  }, [members, ownId, self]);
}

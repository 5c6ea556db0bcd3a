import { Tooltip } from '@mantine/core';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { awarenessUserSchema } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import type { Awareness } from 'y-protocols/awareness';
import { useData } from '../app/AppContext.ts';
import { ownIdIn } from '../app/appStore.ts';
import { Avatar } from '../ui/Avatar.tsx';
import classes from './PeopleHere.module.css';
import { useDocument } from './useDocument.ts';

interface PersonHere {
  readonly id: string;
  readonly name: string;
}

const mostShown = 3;

/** Who else has the page open. */
export function PeopleHere(props: { readonly workspace: WorkspaceId; readonly page: PageId }) {
  const { t } = useTranslation();
  const document = useDocument(`${props.workspace}/page/${props.page}`);
  const awareness = document?.awareness ?? null;
  const ownId = useData((data) => ownIdIn(data, props.workspace));
  const source = useMemo(() => peopleSource(awareness, ownId), [awareness, ownId]);
  const people = useSyncExternalStore(source.subscribe, source.snapshot);
  if (people.length === 0) return null;
  return (
    <div
      className={classes.people}
      role="group"
      aria-label={t('page.people', { count: people.length })}
    >
      {people.slice(0, mostShown).map(({ id, name }) => (
        <Tooltip key={id} label={name}>
          <span className={classes.person} role="img" aria-label={name}>
            <Avatar id={id} name={name} />
          </span>
        </Tooltip>
      ))}
    </div>
  );
}

const nobody: readonly PersonHere[] = [];

function peopleSource(awareness: Awareness | null, ownId: string) {
  let people = nobody;
  let key = '';
  const read = (): boolean => {
    if (awareness === null) return false;
    const found = new Map<string, PersonHere>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const user = awarenessUserSchema.safeParse(state['user']);
      if (!user.success) continue;
      const id = user.data.account ?? user.data.person ?? String(client);
      if (id === ownId) continue;
      found.set(id, { id, name: user.data.name });
    }
    const next = JSON.stringify([...found.values()]);
    if (next === key) return false;
    key = next;
    people = [...found.values()];
    return true;
  };
  return {
    snapshot: () => people,
    subscribe: (changed: () => void) => {
      if (awareness === null) return () => undefined;
      const onChange = (): void => {
        if (read()) changed();
      };
      onChange();
      awareness.on('change', onChange);
      return () => awareness.off('change', onChange);
    },
  };
}

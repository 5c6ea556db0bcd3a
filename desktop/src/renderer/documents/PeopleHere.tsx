import { Tooltip } from '@mantine/core';
import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import type { Awareness } from 'y-protocols/awareness';
import { useData } from '../app/AppContext.ts';
import { ownIdIn } from '../app/appStore.ts';
import type { Following } from '../following/Following.ts';
import { useFollowing, useFollowingState } from '../following/FollowingContext.ts';
import { readPresence } from '../following/readPresence.ts';
import type { PresentPerson } from '../following/readPresence.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { personColor } from '../ui/personColors.ts';
import classes from './PeopleHere.module.css';
import { useDocument } from './useDocument.ts';

const mostShown = 3;

/** Who else has the page open; a click follows them. */
export function PeopleHere(props: { readonly workspace: WorkspaceId; readonly page: PageId }) {
  const following = useFollowing();
  return following === null ? null : <People {...props} following={following} />;
}

function People(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly following: Following;
}) {
  const { workspace, page, following } = props;
  const { t } = useTranslation();
  const document = useDocument(`${workspace}/page/${page}`);
  const awareness = document?.awareness ?? null;
  const ownId = useData((data) => ownIdIn(data, workspace));
  const source = useMemo(() => presenceSource(awareness, ownId), [awareness, ownId]);
  const writing = useSyncExternalStore(source.subscribe, source.snapshot);
  const { people: present, followed } = useFollowingState(following, (state) => state);
  const people = useMemo(() => {
    const reading = present.filter(({ place, id }) => place?.page === page || id === followed);
    const here = new Map([...writing, ...reading].map((person) => [person.id, person]));
    return [...here.values()];
  }, [followed, page, present, writing]);
  if (people.length === 0) return null;
  const others = people.slice(mostShown);
  return (
    <div
      className={classes.people}
      role="group"
      aria-label={t('page.people', { count: people.length })}
    >
      {people.slice(0, mostShown).map(({ id, name }) => {
        const label = t(id === followed ? 'comments.follow.unfollow' : 'comments.follow.follow', {
          name,
        });
        return (
          <Tooltip key={id} label={label}>
            <button
              type="button"
              className={classes.person}
              style={{ ['--person' as string]: personColor(id) }}
              aria-label={label}
              aria-pressed={id === followed}
              onClick={() => following.follow(id === followed ? null : id)}
            >
              <Avatar id={id} name={name} />
            </button>
          </Tooltip>
        );
      })}
      {others.length > 0 && (
        <Tooltip label={others.map(({ name }) => name).join(', ')}>
          <span className={classes.others}>{`+${others.length}`}</span>
        </Tooltip>
      )}
    </div>
  );
}

const nobody: readonly PresentPerson[] = [];

function presenceSource(awareness: Awareness | null, ownId: string) {
  let people = nobody;
  return {
    snapshot: () => people,
    subscribe: (changed: () => void) => {
      if (awareness === null) return () => undefined;
      const read = (): void => {
        const found = readPresence(awareness, ownId);
        if (JSON.stringify(found) === JSON.stringify(people)) return;
        people = found;
        changed();
      };
      read();
      awareness.on('change', read);
      return () => awareness.off('change', read);
    },
  };
}

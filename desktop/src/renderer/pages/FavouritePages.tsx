import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  attachClosestEdge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { IconStarOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useRoute, useServices } from '../app/AppContext.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PageIcon } from './PageIcon.tsx';
import classes from './PageLinks.module.css';
import { movingKey } from './treeKey.ts';
import { usePageCommands } from './usePageCommands.ts';
import { usePersonal } from './usePersonal.ts';

/** Pages the person keeps at hand, in their own order: by drag, or with Alt and an arrow key. */
export function FavouritePages() {
  const { t } = useTranslation();
  const { personal } = useServices();
  const { workspace, entries } = usePageIndex();
  const { favourites } = usePersonal(workspace);
  const shown = favourites.filter((page) => {
    const entry = entries.get(page);
    return entry !== undefined && entry.trashedAt === null && entry.movedTo === undefined;
  });
  if (shown.length === 0) return null;
  const put = (page: PageId, before: PageId | null): void =>
    personal.setFavourite(workspace, page, true, before);
  const step = (page: PageId, by: 1 | -1): void => {
    const at = shown.indexOf(page);
    const before = by < 0 ? shown[at - 1] : shown[at + 2];
    if (by < 0 ? at > 0 : at < shown.length - 1) put(page, before ?? null);
  };
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('pages.favourites')}</h2>
      <ul className={classes.list} aria-label={t('pages.favourites')}>
        {shown.map((page, at) => (
          <FavouriteRow
            key={page}
            page={page}
            onPut={(dragged, after) => put(dragged, after ? (shown[at + 1] ?? null) : page)}
            onStep={(by) => step(page, by)}
          />
        ))}
      </ul>
    </section>
  );
}

function FavouriteRow(props: {
  readonly page: PageId;
  readonly onPut: (dragged: PageId, after: boolean) => void;
  readonly onStep: (by: 1 | -1) => void;
}) {
  const { page, onStep } = props;
  const { t } = useTranslation();
  const { entries } = usePageIndex();
  const commands = usePageCommands();
  const current = useRoute((route) => route.page) === page;
  const element = useRef<HTMLLIElement>(null);
  const [edge, setEdge] = useState<'top' | 'bottom' | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (element.current === null) return;
    return combine(
      draggable({
        element: element.current,
        getInitialData: () => ({ kind: 'favourite', page }),
      }),
      dropTargetForElements({
        element: element.current,
        canDrop: ({ source }) =>
          source.data['kind'] === 'favourite' && source.data['page'] !== page,
        getData: ({ input, element: over }) =>
          attachClosestEdge({}, { input, element: over, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => {
          const next = extractClosestEdge(self.data);
          setEdge(next === 'top' || next === 'bottom' ? next : null);
        },
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source }) => {
          setEdge(null);
          const dragged = source.data['page'];
          if (typeof dragged !== 'string') return;
          latest.current.onPut(dragged, extractClosestEdge(self.data) === 'bottom');
        },
      }),
    );
  }, [page]);
  const entry = entries.get(page);
  const title = entry?.title.trim() || t('page.untitled');
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = movingKey(event);
    if (direction !== 'up' && direction !== 'down') return;
    event.preventDefault();
    onStep(direction === 'up' ? -1 : 1);
  };
  return (
    <li ref={element} className={classes.row} data-edge={edge ?? undefined} data-keeps-alt-arrows>
      <button
        type="button"
        className={classes.link}
        aria-current={current ? 'page' : undefined}
        onClick={() => commands.open(page)}
        onKeyDown={onKeyDown}
      >
        <PageIcon
          icon={entry?.icon ?? null}
          {...(entry === undefined ? {} : { kind: entry.kind })}
        />
        <span className={classes.title}>{title}</span>
      </button>
      <span className={classes.actions}>
        <IconButton
          size="small"
          icon={IconStarOff}
          label={t('pages.unfavourite', { title })}
          onClick={() => commands.toggleFavourite(page)}
        />
      </span>
    </li>
  );
}

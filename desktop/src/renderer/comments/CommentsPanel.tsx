import { SegmentedControl, Skeleton } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useCommentsOfPage, useCommentsState } from './CommentsContext.ts';
import type { CommentsOfPage } from './CommentsContext.ts';
import classes from './CommentsPanel.module.css';
import { DraftCard } from './DraftCard.tsx';
import { orderThreads } from './orderThreads.ts';
import type { ThreadFilter } from './orderThreads.ts';
import { ThreadCard } from './ThreadCard.tsx';
import { useKnownPeople } from './useKnownPeople.ts';

/** The comments of the open page, in the right panel. */
export function CommentsPanel() {
  const { t } = useTranslation();
  const ofPage = useCommentsOfPage();
  if (ofPage === null) return <EmptyState text={t('comments.noPage')} />;
  return <Threads key={ofPage.comments.page} ofPage={ofPage} />;
}

function Threads({ ofPage }: { readonly ofPage: CommentsOfPage }) {
  const { comments, seen } = ofPage;
  const { t } = useTranslation();
  const { workspace } = usePageIndex();
  const people = useKnownPeople(workspace);
  const { opened, access, threads, active, draft } = useCommentsState(
    comments,
    useShallow(({ opened, access, threads, active, draft }) => ({
      opened,
      access,
      threads,
      active,
      draft,
    })),
  );
  const [filter, setFilter] = useState<ThreadFilter>('open');
  // Each key moves the places, seldom their order.
  const shown = useCommentsState(
    comments,
    useShallow((state) => orderThreads(state.threads, state.places, filter)),
  );
  // What was new when the panel opened is marked until it closes.
  const [known] = useState(() => seen.state.getState());
  useStore(seen.state);
  useEffect(() => seen.markSeen(threads), [seen, threads]);
  const list = useRef<HTMLDivElement>(null);
  const activeThread = threads.find(({ id }) => id === active);
  const [shownActive, setShownActive] = useState(active);
  if (active !== shownActive) {
    setShownActive(active);
    // What was clicked in the text or found by search is shown, whatever the filter was.
    if (activeThread !== undefined)
      setFilter(activeThread.resolvedAt === null ? 'open' : 'resolved');
    else if (draft !== null) setFilter('open');
  }
  if (!opened) return <PanelSkeleton />;
  const may = access === 'write';
  const begin = (): void => comments.begin(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (step === 0 || event.nativeEvent.isComposing) return;
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-thread-card]') ?? [])];
    const here = cards.findIndex((card) => card.contains(document.activeElement));
    cards[here + step]?.focus();
    event.preventDefault();
  };
  return (
    <div ref={list} className={classes.panel} onKeyDown={onKeyDown}>
      {threads.length > 0 && (
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label={t('comments.filter')}
            value={filter}
            onChange={(value) => setFilter(value === 'resolved' ? 'resolved' : 'open')}
            data={[
              { value: 'open', label: t('comments.open') },
              { value: 'resolved', label: t('comments.resolved') },
            ]}
          />
          {may && (
            <IconButton icon={IconMessagePlus} label={t('comments.onPage')} onClick={begin} />
          )}
        </div>
      )}
      {draft !== null && <DraftCard comments={comments} anchor={draft.anchor} people={people} />}
      {shown.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          comments={comments}
          people={people}
          unseen={seen.unseen(thread, known)}
        />
      ))}
      {shown.length === 0 && draft === null && (
        <EmptyState
          text={t(
            filter === 'resolved'
              ? 'comments.noneResolved'
              : may
                ? 'comments.none'
                : 'comments.noneToRead',
          )}
          {...(may && threads.length === 0
            ? { action: { label: t('comments.onPage'), run: begin } }
            : {})}
        />
      )}
    </div>
  );
}

/** N and arrow down go to the next thread, P and arrow up to the one before; not while writing. */
function stepOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): -1 | 0 | 1 {
  if (ctrlKey || metaKey || altKey) return 0;
  if (key === 'ArrowDown' || key.toLowerCase() === 'n') return 1;
  return key === 'ArrowUp' || key.toLowerCase() === 'p' ? -1 : 0;
}

function PanelSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.panel} role="status" aria-label={t('comments.loading')}>
      {[112, 148].map((height) => (
        <Skeleton key={height} className={classes.skeleton} height={height} radius={10} />
      ))}
    </div>
  );
}

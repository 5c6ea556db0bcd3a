import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentAnchor } from '@confab/shared-types';
import { IconButton } from '../ui/IconButton.tsx';
import { CommentComposer } from './CommentComposer.tsx';
import { CommentItem } from './CommentItem.tsx';
import { useCommentsState } from './CommentsContext.ts';
import type { PageComments } from './PageComments.ts';
import classes from './ThreadCard.module.css';
import type { Thread } from './threads/readThreads.ts';
import type { KnownPeople } from './useKnownPeople.ts';

/** A thread in the panel: what it is about, what was said, and where one answers. */
export function ThreadCard(props: {
  readonly thread: Thread;
  readonly comments: PageComments;
  readonly people: KnownPeople;
  readonly unseen: number;
}) {
  const { thread, comments, people, unseen } = props;
  const { id, anchor, resolvedAt } = thread;
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  const active = useCommentsState(comments, (state) => state.active === id);
  const pointed = useCommentsState(comments, (state) => state.pointedText === id);
  const writable = useCommentsState(comments, ({ access }) => access === 'write');
  const gone = useCommentsState(
    comments,
    ({ places }) => anchor !== null && resolvedAt === null && places !== null && !places.has(id),
  );
  useEffect(() => {
    if (active) card.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) comments.activate(id);
    else if (event.key === 'Escape' && comments.focusText(id)) comments.activate(null);
    else return;
    event.preventDefault();
  };
  const name = thread.comments[0]?.authorName ?? '';
  return (
    <article
      ref={card}
      className={classes.card}
      tabIndex={0}
      data-active={active || pointed || undefined}
      data-thread-card={id}
      aria-label={t('comments.thread', { name })}
      onClick={() => comments.activate(id)}
      onFocus={(event) => {
        if (event.target === event.currentTarget) comments.activate(id);
      }}
      onPointerEnter={() => comments.pointAt('pointedCard', id)}
      onPointerLeave={() => comments.pointAt('pointedCard', null)}
      onKeyDown={onKeyDown}
    >
      <div className={classes.head}>
        <ThreadSubject anchor={anchor} gone={gone} />
        {unseen > 0 && <span className={classes.new}>{t('comments.new', { count: unseen })}</span>}
        {writable && (
          <IconButton
            size="small"
            icon={resolvedAt === null ? IconCheck : IconArrowBackUp}
            label={t(resolvedAt === null ? 'comments.resolve' : 'comments.reopen')}
            onClick={(event) => {
              // The click is not one on the card, which would open the thread.
              event.stopPropagation();
              if (resolvedAt === null) comments.resolve(id);
              else comments.reopen(id);
            }}
          />
        )}
      </div>
      {thread.comments.map((comment) => (
        <CommentItem
          key={comment.id}
          thread={id}
          comment={comment}
          comments={comments}
          people={people}
          writable={writable}
        />
      ))}
      {active && writable && (
        <CommentComposer
          people={people}
          label={t('comments.reply')}
          action={t('comments.reply')}
          onSend={(words) => comments.reply(id, words)}
        />
      )}
    </article>
  );
}

/** The words a thread is about, or what else it is. */
function ThreadSubject(props: { readonly anchor: CommentAnchor | null; readonly gone: boolean }) {
  const { anchor, gone } = props;
  const { t } = useTranslation();
  const quote = anchor?.quote.trim() ?? '';
  const about = gone ? 'comments.gone' : anchor === null ? 'comments.aboutPage' : null;
  return (
    <div className={classes.subject}>
      {about !== null && <span className={classes.about}>{t(about)}</span>}
      {about === null && quote === '' && (
        <span className={classes.about}>{t('comments.aboutBlock')}</span>
      )}
      {quote !== '' && (
        <blockquote className={classes.quote} data-gone={gone || undefined}>
          {quote}
        </blockquote>
      )}
    </div>
  );
}

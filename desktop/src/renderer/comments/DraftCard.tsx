import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentAnchor } from '@confab/shared-types';
import { CommentComposer } from './CommentComposer.tsx';
import { draftId } from './PageComments.ts';
import type { PageComments } from './PageComments.ts';
import classes from './ThreadCard.module.css';
import type { KnownPeople } from './useKnownPeople.ts';

/** The thread that is being begun. */
export function DraftCard(props: {
  readonly comments: PageComments;
  readonly anchor: CommentAnchor | null;
  readonly people: KnownPeople;
}) {
  const { comments, anchor, people } = props;
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    card.current?.querySelector('textarea')?.focus();
  }, [anchor]);
  const backToText = (): void => {
    comments.focusText(draftId);
  };
  return (
    <article ref={card} className={classes.card} data-active aria-label={t('comments.newThread')}>
      {anchor === null ? (
        <p className={classes.about}>{t('comments.aboutPage')}</p>
      ) : (
        anchor.quote.trim() !== '' && (
          <blockquote className={classes.quote}>{anchor.quote}</blockquote>
        )
      )}
      <CommentComposer
        people={people}
        label={t('comments.write')}
        action={t('comments.comment')}
        onCancel={() => {
          backToText();
          comments.discardDraft();
        }}
        onSend={(words) => {
          backToText();
          comments.start(words);
        }}
      />
    </article>
  );
}

import { Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comment } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { formatMoment } from '../app/formatMoment.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { CommentComposer } from './CommentComposer.tsx';
import type { PageComments } from './PageComments.ts';
import { bodyParts } from './threads/commentBody.ts';
import type { Mention } from './threads/commentBody.ts';
import classes from './ThreadCard.module.css';
import type { KnownPeople } from './useKnownPeople.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** One comment of a thread; one's own can be edited and deleted. */
export function CommentItem(props: {
  readonly thread: string;
  readonly comment: Comment;
  readonly comments: PageComments;
  readonly people: KnownPeople;
  readonly writable: boolean;
}) {
  const { thread, comment, comments, people, writable } = props;
  const { t, i18n } = useTranslation();
  const { toasts } = useServices();
  const own = useData(({ profile }) => profile.person) === comment.author;
  const [editing, setEditing] = useState(false);
  const known = people.get(comment.author);
  const name = known?.name || comment.authorName || t('comments.somebody');
  if (comment.deletedAt !== null) {
    return <p className={classes.deleted}>{t('comments.deleted')}</p>;
  }
  const remove = (): void => {
    const { body, mentions } = comment;
    comments.delete(thread, comment.id);
    toasts.show({
      cause: `comment ${comment.id}`,
      text: t('comments.deletedToast'),
      action: {
        label: t('common.undo'),
        run: () => comments.undelete(thread, comment.id, { body, mentions }),
      },
    });
  };
  return (
    <div className={classes.comment}>
      <div className={classes.byline}>
        <Avatar id={known?.id ?? comment.author} name={name} size={24} />
        <span className={classes.name}>{name}</span>
        <time className={classes.time} dateTime={new Date(comment.createdAt).toISOString()}>
          {formatMoment(comment.createdAt, i18n.language)}
        </time>
        {comment.editedAt !== null && <span className={classes.time}>{t('comments.edited')}</span>}
        {own && writable && !editing && (
          <Menu position="bottom-end" width={160}>
            <Menu.Target>
              <IconButton
                size="small"
                className={classes.more}
                icon={IconDots}
                label={t('comments.more')}
              />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setEditing(true)}>
                {t('comments.edit')}
              </Menu.Item>
              <Menu.Item
                color="var(--cf-danger)"
                leftSection={<IconTrash {...icon} />}
                onClick={remove}
              >
                {t('comments.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {editing ? (
        <CommentComposer
          autoFocus
          people={people}
          label={t('comments.editLabel')}
          action={t('comments.save')}
          initial={comment}
          onCancel={() => setEditing(false)}
          onSend={(words) => {
            comments.edit(thread, comment.id, words);
            setEditing(false);
          }}
        />
      ) : (
        <p className={classes.words}>
          {bodyParts(comment).map((part, index) =>
            part.kind === 'text' ? (
              <span key={index}>{part.text}</span>
            ) : (
              <MentionName key={index} mention={part.mention} people={people} />
            ),
          )}
        </p>
      )}
    </div>
  );
}

/** People and pages by the name they have now; a page opens. */
function MentionName(props: { readonly mention: Mention; readonly people: KnownPeople }) {
  const { mention, people } = props;
  const { route } = useServices();
  const { workspace, entries } = usePageIndex();
  if (mention.kind === 'person') {
    return (
      <span
        className={classes.mention}
      >{`@${people.get(mention.target)?.name || mention.label}`}</span>
    );
  }
  const page = mention.target;
  const title = entries.get(page)?.title.trim() || mention.label;
  return (
    <button
      type="button"
      className={classes.mention}
      onClick={() => goTo(route, { workspace, page })}
    >
      {title}
    </button>
  );
}

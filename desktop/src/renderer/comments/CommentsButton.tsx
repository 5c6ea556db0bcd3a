import { IconMessage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useLayout, useServices } from '../app/AppContext.ts';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './CommentsButton.module.css';
import { useCommentsOfPage, useCommentsState } from './CommentsContext.ts';
import type { CommentsOfPage } from './CommentsContext.ts';

/** In the header: opens and closes the comments; a dot says that there is something new. */
export function CommentsButton() {
  const ofPage = useCommentsOfPage();
  return ofPage === null ? null : <Button ofPage={ofPage} />;
}

function Button({ ofPage: { comments, seen } }: { readonly ofPage: CommentsOfPage }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const shown = useLayout(({ rightPanel }) => rightPanel === 'comments');
  const threads = useCommentsState(comments, (state) => state.threads);
  const known = useStore(seen.state);
  const unseen = threads.reduce((sum, thread) => sum + seen.unseen(thread, known), 0);
  const label = unseen === 0 ? t('comments.title') : t('comments.titleNew', { count: unseen });
  return (
    <span className={classes.holder}>
      <IconButton
        icon={IconMessage}
        label={label}
        active={shown}
        aria-pressed={shown}
        onClick={() => layout.setState({ rightPanel: shown ? null : 'comments' })}
      />
      {unseen > 0 && !shown && <span className={classes.dot} aria-hidden />}
    </span>
  );
}

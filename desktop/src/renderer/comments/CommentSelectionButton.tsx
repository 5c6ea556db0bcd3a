import { useComponentsContext } from '@blocknote/react';
import { IconMessagePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { formatShortcut } from '../ui/shortcut.ts';
import { useCommentsOfPage, useCommentsState } from './CommentsContext.ts';
import type { CommentsOfPage } from './CommentsContext.ts';

/** In the bar over selected words: begins a comment on them. */
export function CommentSelectionButton() {
  const ofPage = useCommentsOfPage();
  return ofPage === null ? null : <SelectionButton ofPage={ofPage} />;
}

function SelectionButton({ ofPage }: { readonly ofPage: CommentsOfPage }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  const { comments, open } = ofPage;
  const components = useComponentsContext();
  const may = useCommentsState(comments, ({ access }) => access === 'write');
  if (!may || components === undefined) return null;
  return (
    <components.FormattingToolbar.Button
      className="bn-button"
      label={t('comments.comment')}
      mainTooltip={t('comments.comment')}
      secondaryTooltip={formatShortcut('mod+alt+M', runtime.platform)}
      icon={<IconMessagePlus size={18} stroke={1.75} aria-hidden />}
      onClick={() => {
        const anchor = comments.anchorAtCursor();
        open(null);
        comments.begin(anchor);
      }}
    />
  );
}

import { Menu } from '@mantine/core';
import { IconMessagePlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommentsOfPage, useCommentsState } from './CommentsContext.ts';
import type { CommentsOfPage } from './CommentsContext.ts';

/** In the menu of a block: begins a comment on it as a whole. */
export function BlockCommentItem({ block }: { readonly block: string }) {
  const ofPage = useCommentsOfPage();
  return ofPage === null ? null : <Item block={block} ofPage={ofPage} />;
}

function Item(props: { readonly block: string; readonly ofPage: CommentsOfPage }) {
  const { block, ofPage } = props;
  const { comments, open } = ofPage;
  const { t } = useTranslation();
  const may = useCommentsState(comments, ({ access }) => access === 'write');
  if (!may) return null;
  return (
    <Menu.Item
      leftSection={<IconMessagePlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => {
        open(null);
        comments.begin(comments.anchorOfBlock(block));
      }}
    >
      {t('comments.comment')}
    </Menu.Item>
  );
}

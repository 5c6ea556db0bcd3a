import { Menu } from '@mantine/core';
import {
  IconArrowsMove,
  IconCopy,
  IconFileExport,
  IconHistory,
  IconLink,
  IconMoodSmile,
  IconPencil,
  IconPlus,
  IconStar,
  IconStarOff,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCreatePage } from '../app/useCreatePage.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import type { PageNode } from '../documents/pageTree.ts';
import { usePageCommands } from './usePageCommands.ts';
import { useTrashPage } from './useTrashPage.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** The entries of a menu about one page; who may not write gets those that change nothing. */
export function PageActionItems(props: {
  readonly node: PageNode;
  readonly onRename?: () => void;
  readonly onIcon?: () => void;
  readonly onHistory?: () => void;
}) {
  const { node, onRename, onIcon, onHistory } = props;
  const { id } = node;
  const { t } = useTranslation();
  const { workspace, writable } = usePageIndex();
  const createPage = useCreatePage(workspace);
  const commands = usePageCommands();
  const trash = useTrashPage();
  const favourite = commands.isFavourite(id);
  return (
    <>
      {writable && (
        <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => createPage(id)}>
          {t('tree.menu.addChild')}
        </Menu.Item>
      )}
      {writable && onRename !== undefined && (
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onRename}>
          {t('tree.menu.rename')}
        </Menu.Item>
      )}
      {writable && onIcon !== undefined && (
        <Menu.Item leftSection={<IconMoodSmile {...icon} />} onClick={onIcon}>
          {t('pages.menu.icon')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={favourite ? <IconStarOff {...icon} /> : <IconStar {...icon} />}
        onClick={() => commands.toggleFavourite(id)}
      >
        {t(favourite ? 'pages.menu.removeFavourite' : 'pages.menu.addFavourite')}
      </Menu.Item>
      <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => commands.copyLink(id)}>
        {t('pages.menu.copyLink')}
      </Menu.Item>
      <Menu.Divider />
      {writable && (
        <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => commands.duplicate(id)}>
          {t('pages.menu.duplicate')}
        </Menu.Item>
      )}
      {writable && (
        <Menu.Item leftSection={<IconArrowsMove {...icon} />} onClick={() => commands.move(id)}>
          {t('pages.menu.move')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => commands.export(id)}>
        {t('pages.menu.export')}
      </Menu.Item>
      {onHistory !== undefined && (
        <Menu.Item leftSection={<IconHistory {...icon} />} onClick={onHistory}>
          {t('pages.menu.history')}
        </Menu.Item>
      )}
      {writable && (
        <Menu.Item
          color="var(--cf-danger)"
          leftSection={<IconTrash {...icon} />}
          onClick={() => trash(node)}
        >
          {t('tree.menu.trash')}
        </Menu.Item>
      )}
    </>
  );
}

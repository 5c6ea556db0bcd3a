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
import type { PageId } from '@confab/shared-types';
import { useCreatePage } from '../app/useCreatePage.ts';
import { MinutesItems } from '../minutes/actions/MinutesItems.tsx';
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
      <CopyLinkItem page={id} />
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
      <ExportItem page={id} />
      {node.entry.kind === 'minutes' && <MinutesItems page={id} />}
      {onHistory !== undefined && <HistoryItem onHistory={onHistory} />}
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

/** Of a page that was shared with a guest: nothing here needs the tree it is in. */
export function SharedPageItems(props: { readonly page: PageId; readonly onHistory: () => void }) {
  return (
    <>
      <CopyLinkItem page={props.page} />
      <ExportItem page={props.page} />
      <HistoryItem onHistory={props.onHistory} />
    </>
  );
}

function CopyLinkItem({ page }: { readonly page: PageId }) {
  const { t } = useTranslation();
  const commands = usePageCommands();
  return (
    <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => commands.copyLink(page)}>
      {t('pages.menu.copyLink')}
    </Menu.Item>
  );
}

function ExportItem({ page }: { readonly page: PageId }) {
  const { t } = useTranslation();
  const commands = usePageCommands();
  return (
    <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => commands.export(page)}>
      {t('pages.menu.export')}
    </Menu.Item>
  );
}

function HistoryItem({ onHistory }: { readonly onHistory: () => void }) {
  const { t } = useTranslation();
  return (
    <Menu.Item leftSection={<IconHistory {...icon} />} onClick={onHistory}>
      {t('pages.menu.history')}
    </Menu.Item>
  );
}

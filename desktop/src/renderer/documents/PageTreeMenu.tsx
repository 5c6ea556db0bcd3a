import { Menu } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCreatePage } from '../app/useCreatePage.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { usePageIndex } from './PageIndexContext.ts';
import type { PageNode } from './pageTree.ts';
import { useTrashPage } from './useTrashPage.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What can be done with a page of the tree; opened by its button or by a right click. */
export function PageTreeMenu(props: {
  readonly node: PageNode;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onRename: () => void;
}) {
  const { node, opened, onOpened, onRename } = props;
  const { t } = useTranslation();
  const { workspace } = usePageIndex();
  const createPage = useCreatePage(workspace);
  const trash = useTrashPage();
  const title = node.entry.title.trim() || t('page.untitled');
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-start" width={200}>
      <Menu.Target>
        <IconButton
          size="small"
          tabIndex={-1}
          icon={IconDots}
          label={t('tree.actions', { title })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => createPage(node.id)}>
          {t('tree.menu.addChild')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onRename}>
          {t('tree.menu.rename')}
        </Menu.Item>
        <Menu.Item
          color="var(--cf-danger)"
          leftSection={<IconTrash {...icon} />}
          onClick={() => trash(node)}
        >
          {t('tree.menu.trash')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

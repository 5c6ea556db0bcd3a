import { Menu } from '@mantine/core';
import { IconDots, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useCreatePage } from '../app/useCreatePage.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { usePageIndex } from './PageIndexContext.ts';
import { findNode } from './pageTree.ts';
import { useTrashPage } from './useTrashPage.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What can be done with the open page. */
export function PageMenu({ page }: { readonly page: PageId }) {
  const { t } = useTranslation();
  const { workspace, writable, tree } = usePageIndex();
  const createPage = useCreatePage(workspace);
  const trash = useTrashPage();
  const node = findNode(tree, page);
  if (node === undefined || !writable) return null;
  const title = node.entry.title.trim() || t('page.untitled');
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <IconButton icon={IconDots} label={t('tree.actions', { title })} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => createPage(page)}>
          {t('tree.menu.addChild')}
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

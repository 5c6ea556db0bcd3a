import { Menu } from '@mantine/core';
import { IconDots, IconFileArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PageNode } from '../documents/pageTree.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PageActionItems } from './PageActionItems.tsx';

/** What can be done with a page of the tree; opened by its button, a right click or the menu key. */
export function PageTreeMenu(props: {
  readonly node: PageNode;
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onOpen: () => void;
  readonly onRename: () => void;
  readonly onIcon: () => void;
}) {
  const { node, opened, onOpened, onOpen, onRename, onIcon } = props;
  const { t } = useTranslation();
  const title = node.entry.title.trim() || t('page.untitled');
  return (
    <Menu opened={opened} onChange={onOpened} position="bottom-start" width={220}>
      <Menu.Target>
        <IconButton
          size="small"
          tabIndex={-1}
          icon={IconDots}
          label={t('tree.actions', { title })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileArrowRight size={16} stroke={1.75} aria-hidden />}
          onClick={onOpen}
        >
          {t('pages.menu.open')}
        </Menu.Item>
        <PageActionItems node={node} onRename={onRename} onIcon={onIcon} />
      </Menu.Dropdown>
    </Menu>
  );
}

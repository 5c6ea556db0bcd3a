import { Menu, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconLink,
  IconPencil,
  IconPlus,
  IconServer,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useData, useServices, useWorkspace } from './AppContext.ts';
import { goTo } from './route.ts';
import classes from './WorkspaceSwitcher.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** The workspace's name; a press lists the others and the ways to more of them. */
export function WorkspaceSwitcher({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { layout, route } = useServices();
  const all = useData((data) => data.workspaces);
  // Where only single pages were shared, they are listed by themselves.
  const workspaces = all.filter(({ id, guest }) => guest !== true || id === workspace);
  const current = useWorkspace(workspace);
  const guest = current?.guest === true;
  const nameOf = (shown: { readonly name: string; readonly guest?: boolean | undefined }): string =>
    // A guest is not told what the workspace is called.
    shown.guest === true ? t('pages.sharedPages') : shown.name;
  const name = current === null ? '' : nameOf(current);
  return (
    <>
      <Menu position="bottom-start" width={248}>
        <Menu.Target>
          <button type="button" className={classes.switcher}>
            <span
              className={classes.mark}
              data-letter={[...name.trim()][0]?.toLocaleUpperCase()}
              aria-hidden
            />
            <VisuallyHidden>{`${t('sidebar.workspace')}: `}</VisuallyHidden>
            <span className={classes.name}>{name}</span>
            <IconChevronDown size={14} stroke={1.75} aria-hidden className={classes.chevron} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {workspaces.map((other) => (
            <Menu.Item
              key={other.id}
              onClick={() => goTo(route, { workspace: other.id, page: null })}
              rightSection={other.id === workspace ? <IconCheck {...icon} /> : null}
            >
              {nameOf(other)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {!guest && (
            <Menu.Item
              leftSection={<IconPencil {...icon} />}
              onClick={() => layout.setState({ dialog: 'rename-workspace', sidebarSheet: false })}
            >
              {t('sidebar.renameWorkspace')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconPlus {...icon} />}
            onClick={() => layout.setState({ dialog: 'new-workspace', sidebarSheet: false })}
          >
            {t('sidebar.addWorkspace')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink {...icon} />}
            onClick={() => layout.setState({ dialog: 'join' })}
          >
            {t('sidebar.join')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconServer {...icon} />}
            onClick={() => layout.setState({ dialog: 'connect' })}
          >
            {t('sidebar.connect')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

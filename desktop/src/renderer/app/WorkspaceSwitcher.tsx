import { Menu, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconLink,
  IconPencil,
  IconPlus,
  IconServer,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useData, useServices, useWorkspace } from './AppContext.ts';
import { errorText } from './errorText.ts';
import { goTo } from './route.ts';
import { WorkspaceNameDialog } from './WorkspaceNameDialog.tsx';
import classes from './WorkspaceSwitcher.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** The workspace's name; a press lists the others and the ways to more of them. */
export function WorkspaceSwitcher({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { hub, layout, route, toasts } = useServices();
  const workspaces = useData((data) => data.workspaces);
  const current = useWorkspace(workspace);
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const name = current?.name ?? '';
  const submit = async (typed: string): Promise<void> => {
    if (naming === 'rename') {
      await hub.request('workspaces.rename', { workspace, name: typed });
      return;
    }
    const { id } = await hub.request('workspaces.create', { name: typed });
    goTo(route, { workspace: id, page: null });
  };
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
          {workspaces.map(({ id, name: other }) => (
            <Menu.Item
              key={id}
              onClick={() => goTo(route, { workspace: id, page: null })}
              rightSection={id === workspace ? <IconCheck {...icon} /> : null}
            >
              {other}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => setNaming('rename')}>
            {t('sidebar.renameWorkspace')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPlus {...icon} />} onClick={() => setNaming('new')}>
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
      {naming !== null && (
        <WorkspaceNameDialog
          title={t(naming === 'new' ? 'sidebar.addWorkspace' : 'sidebar.renameWorkspace')}
          initial={naming === 'new' ? '' : name}
          onClose={() => setNaming(null)}
          onSubmit={(typed) => {
            setNaming(null);
            submit(typed).catch((error: unknown) => {
              toasts.show({ cause: 'workspace-name', text: errorText(t, error), tone: 'danger' });
            });
          }}
        />
      )}
    </>
  );
}

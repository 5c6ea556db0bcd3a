import {
  IconLayoutSidebarLeftCollapse,
  IconPhone,
  IconSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { DoNotDisturbButton } from '../calls/notifications/DoNotDisturb.tsx';
import { UnreadBadge } from '../calls/notifications/UnreadBadge.tsx';
import { SidebarPages } from '../pages/SidebarPages.tsx';
import { RecordingsButton } from '../recordings/RecordingsButton.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { formatShortcut } from '../ui/shortcut.ts';
import { useData, useLayout, useServices } from './AppContext.ts';
import type { RightPanelKind } from './layoutStore.ts';
import classes from './Sidebar.module.css';
import { StatusFoot } from './StatusFoot.tsx';
import { useToggleSidebar } from './useToggleSidebar.ts';
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx';

export function SidebarContent({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { layout, runtime } = useServices();
  const panel = useLayout((state) => state.rightPanel);
  const connected = useData(({ connections }) => connections.length > 0);
  const toggleSidebar = useToggleSidebar();
  const togglePanel = (kind: RightPanelKind): void =>
    layout.setState({ rightPanel: panel === kind ? null : kind, sidebarSheet: false });
  return (
    <>
      <div className={classes.top}>
        <WorkspaceSwitcher workspace={workspace} />
        <IconButton
          icon={IconLayoutSidebarLeftCollapse}
          label={t('sidebar.hide')}
          shortcut="mod+\"
          onClick={toggleSidebar}
        />
      </div>
      <div className={classes.entries}>
        <button
          type="button"
          className={classes.entry}
          onClick={() => layout.setState({ dialog: 'search', sidebarSheet: false })}
        >
          <IconSearch size={18} stroke={1.75} aria-hidden />
          {t('sidebar.search')}
          <kbd aria-hidden>{formatShortcut('mod+K', runtime.platform)}</kbd>
        </button>
        <button
          type="button"
          className={classes.entry}
          aria-pressed={panel === 'calls'}
          onClick={() => togglePanel('calls')}
        >
          <IconPhone size={18} stroke={1.75} aria-hidden />
          {t('sidebar.calls')}
          <UnreadBadge />
        </button>
        <button
          type="button"
          className={classes.entry}
          aria-pressed={panel === 'people'}
          onClick={() => togglePanel('people')}
        >
          <IconUsers size={18} stroke={1.75} aria-hidden />
          {t('sidebar.people')}
        </button>
      </div>
      <SidebarPages workspace={workspace} />
      <div className={classes.foot}>
        <StatusFoot workspace={workspace} />
        <RecordingsButton />
        {connected && <DoNotDisturbButton />}
        <IconButton
          icon={IconSettings}
          label={t('sidebar.settings')}
          shortcut="mod+,"
          onClick={() => layout.setState({ dialog: 'settings', sidebarSheet: false })}
        />
      </div>
    </>
  );
}

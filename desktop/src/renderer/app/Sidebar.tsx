import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useData, useLayout, useServices } from './AppContext.ts';
import classes from './Sidebar.module.css';
import { SidebarContent } from './SidebarContent.tsx';
import { SidebarResizer } from './SidebarResizer.tsx';
import { sidebarSheetBelow, useNarrow } from './useToggleSidebar.ts';

/** The sidebar beside the page, or as a sheet over it in a narrow window. */
export function Sidebar({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const width = useData(({ preferences }) => preferences.sidebarWidth);
  const hidden = useData(({ preferences }) => preferences.sidebarHidden);
  const sheet = useLayout((state) => state.sidebarSheet);
  const narrow = useNarrow(sidebarSheetBelow);
  const label = t('app.landmarks.sidebar');
  if (narrow) {
    return (
      <Drawer
        opened={sheet}
        onClose={() => layout.setState({ sidebarSheet: false })}
        size={288}
        withCloseButton={false}
        attributes={{ content: { 'aria-label': label } }}
        classNames={{ content: classes.sheet ?? '', body: classes.sheetBody ?? '' }}
      >
        <SidebarContent workspace={workspace} />
      </Drawer>
    );
  }
  if (hidden) return null;
  return (
    <nav className={classes.sidebar} style={{ width }} aria-label={label}>
      <SidebarContent workspace={workspace} />
      <SidebarResizer />
    </nav>
  );
}

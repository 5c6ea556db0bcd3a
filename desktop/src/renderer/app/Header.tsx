import { Button } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconLayoutSidebar,
  IconUserPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { CallButton } from '../calls/CallButton.tsx';
import { CommentsButton } from '../comments/CommentsButton.tsx';
import { PeopleHere } from '../documents/PeopleHere.tsx';
import { TranscriptButton } from '../minutes/TranscriptButton.tsx';
import { PageMenu } from '../pages/PageMenu.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useData, useRoute, useServices } from './AppContext.ts';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import classes from './Header.module.css';
import { SaveState } from './SaveState.tsx';
import { shortcutOf } from './shortcuts.ts';
import {
  panelSheetBelow,
  sidebarSheetBelow,
  useNarrow,
  useToggleSidebar,
} from './useToggleSidebar.ts';

export function Header({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { layout, runtime } = useServices();
  const page = useRoute((route) => route.page);
  const hidden = useData(({ preferences }) => preferences.sidebarHidden);
  const narrow = useNarrow(sidebarSheetBelow);
  const medium = useNarrow(panelSheetBelow);
  const toggleSidebar = useToggleSidebar();
  const sidebarSaysIt = medium && !hidden && !narrow;
  return (
    <header className={classes.header} aria-label={t('app.landmarks.header')}>
      {(hidden || narrow) && (
        <IconButton
          icon={IconLayoutSidebar}
          label={t('sidebar.show')}
          shortcut="mod+\"
          onClick={toggleSidebar}
        />
      )}
      <div className={classes.steps}>
        <IconButton
          icon={IconChevronLeft}
          label={t('app.back')}
          shortcut={shortcutOf('back', runtime)}
          onClick={() => window.history.back()}
        />
        <IconButton
          icon={IconChevronRight}
          label={t('app.forward')}
          shortcut={shortcutOf('forward', runtime)}
          onClick={() => window.history.forward()}
        />
      </div>
      <Breadcrumbs page={page} />
      <div className={classes.tools}>
        {!sidebarSaysIt && <SaveState workspace={workspace} />}
        {page !== null && <PeopleHere workspace={workspace} page={page} />}
        <CallButton workspace={workspace} page={page} />
        <Button
          className={classes.share}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
          onClick={() => layout.setState({ dialog: 'share' })}
        >
          {t('people.share')}
        </Button>
        <TranscriptButton />
        <CommentsButton />
        {page !== null && <PageMenu page={page} />}
      </div>
    </header>
  );
}

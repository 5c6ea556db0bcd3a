import {
  IconAppWindow,
  IconEye,
  IconLayoutSidebarRight,
  IconMaximize,
  IconMinimize,
} from '@tabler/icons-react';
import { useFullscreenDocument } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLayout, useServices } from '../../app/AppContext.ts';
import { isPageBeside } from '../../app/layoutStore.ts';
import type { CallSize } from '../../app/layoutStore.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { CallSession } from '../CallSession.ts';
import { useCallServices, useStage } from '../CallsContext.ts';
import { useCallWindow } from '../mini/useCallWindow.ts';
import classes from './CallDock.module.css';
import { toggleFullscreen } from './fullscreen.ts';

/** How the call is shown: own picture, page beside it, small window, full screen. */
export function StageTools(props: { readonly session: CallSession; readonly size: CallSize }) {
  const { size } = props;
  const { t } = useTranslation();
  const { layout } = useServices();
  const { stage } = useCallServices();
  const selfHidden = useStage((state) => state.selfHidden);
  const pageShown = useLayout(isPageBeside);
  const room = useLayout((state) => state.stagePageRoom);
  const mini = useCallWindow();
  return (
    <div className={classes.tools}>
      {selfHidden && (
        <IconButton
          icon={IconEye}
          label={t('calls.view.showSelf')}
          onClick={() => stage.setSelfHidden(false)}
        />
      )}
      {size === 'stage' && room && (
        <IconButton
          icon={IconLayoutSidebarRight}
          label={t(pageShown ? 'calls.view.hidePage' : 'calls.view.showPage')}
          aria-pressed={pageShown}
          active={pageShown}
          onClick={() => layout.setState({ stagePage: !pageShown, rightPanel: null })}
        />
      )}
      <IconButton
        icon={IconAppWindow}
        label={t(mini.shown ? 'calls.mini.close' : 'calls.mini.open')}
        active={mini.shown}
        aria-pressed={mini.shown}
        onClick={mini.toggle}
      />
      {size === 'stage' && <FullscreenButton />}
    </div>
  );
}

function FullscreenButton() {
  const { t } = useTranslation();
  const { layout, toasts } = useServices();
  const { fullscreen } = useFullscreenDocument();
  return (
    <IconButton
      icon={fullscreen ? IconMinimize : IconMaximize}
      label={t(fullscreen ? 'calls.view.leaveFull' : 'calls.view.full')}
      shortcut="F"
      onClick={() => {
        toggleFullscreen(layout).catch(() =>
          toasts.show({ cause: 'fullscreen', text: t('calls.view.fullRefused') }),
        );
      }}
    />
  );
}

import { Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CallsPanel } from '../calls/CallsPanel.tsx';
import { ChatPanel } from '../calls/chat/ChatPanel.tsx';
import { CallPeoplePanel } from '../calls/people/CallPeoplePanel.tsx';
import { CommentsPanel } from '../comments/CommentsPanel.tsx';
import { HistoryPanel } from '../history/HistoryPanel.tsx';
import { TranscriptPanel } from '../minutes/TranscriptPanel.tsx';
import { PeoplePanel } from '../people/PeoplePanel.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useLayout, useServices } from './AppContext.ts';
import type { RightPanelKind } from './layoutStore.ts';
import classes from './RightPanel.module.css';
import { panelSheetBelow, useNarrow } from './useToggleSidebar.ts';

const contents = {
  people: PeoplePanel,
  calls: CallsPanel,
  transcript: TranscriptPanel,
  comments: CommentsPanel,
  history: HistoryPanel,
  'call-chat': ChatPanel,
  'call-people': CallPeoplePanel,
} as const satisfies Record<RightPanelKind, () => React.ReactNode>;

/** One of the panels beside the page; below 900 px it is a sheet over it. */
export function RightPanel() {
  const { t } = useTranslation();
  const { layout } = useServices();
  const kind = useLayout((state) => state.rightPanel);
  const narrow = useNarrow(panelSheetBelow);
  const close = (): void => layout.setState({ rightPanel: null });
  if (kind === null) return null;
  const Content = contents[kind];
  const title = t(`app.panels.${kind}`);
  if (narrow) {
    return (
      <Drawer
        opened
        onClose={close}
        position="right"
        size={340}
        title={title}
        classNames={{ content: classes.sheet ?? '', body: classes.sheetBody ?? '' }}
        closeButtonProps={{ 'aria-label': t('app.closePanel') }}
      >
        <Content />
      </Drawer>
    );
  }
  return (
    <aside
      className={classes.panel}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <IconButton icon={IconX} label={t('app.closePanel')} onClick={close} />
      </div>
      <div className={classes.content}>
        <Content />
      </div>
    </aside>
  );
}

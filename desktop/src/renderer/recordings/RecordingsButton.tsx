import { Button, Popover } from '@mantine/core';
import { IconFileMusic, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recording } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './Recordings.module.css';
import { useRecordingStore, useRecordings } from './RecordingsContext.ts';
import { RecordingState } from './RecordingState.tsx';
import { isOver } from './recordingStore.ts';

/** In the sidebar's foot while there are recordings to tell of: how far they are. */
export function RecordingsButton() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const recordings = useRecordings((state) => state.recordings) ?? [];
  const queued = useRecordings((state) => state.queued);
  const underWay = queued.length + recordings.filter((one) => !isOver(one)).length;
  if (queued.length + recordings.length === 0) return null;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-start"
      width={320}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <IconButton
          icon={IconFileMusic}
          label={t('recordings.list', { count: underWay })}
          active={underWay > 0}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={t('recordings.title')}>
        <RecordingList recordings={recordings} onLeave={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function RecordingList(props: {
  readonly recordings: readonly Recording[];
  readonly onLeave: () => void;
}) {
  const { recordings, onLeave } = props;
  const { t } = useTranslation();
  const { layout, route } = useServices();
  const store = useRecordingStore();
  const queued = useRecordings((state) => state.queued);
  const list = useRef<HTMLUListElement>(null);
  const count = recordings.length + queued.length;
  useEffect(() => {
    // A row that goes gives the focus to the next one.
    if (document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>('button')?.focus();
  }, [count]);
  const open = ({ workspace, page }: Recording): void => {
    goTo(route, { workspace, page });
    layout.setState({ sidebarSheet: false });
    onLeave();
  };
  return (
    <>
      <h2 className={classes.panelTitle}>{t('recordings.title')}</h2>
      <ul ref={list} className={classes.rows}>
        {recordings.map((recording) => (
          <li key={recording.id} className={classes.row}>
            <button type="button" className={classes.link} onClick={() => open(recording)}>
              {recording.fileName}
            </button>
            <RecordingState recording={recording} />
          </li>
        ))}
        {queued.map(({ id, fileName: name }) => (
          <li key={`queued ${String(id)}`} className={classes.row}>
            <span className={classes.name}>{name}</span>
            <div className={classes.line}>
              <span className={classes.words}>{t('recordings.state.queued')}</span>
              <IconButton
                size="small"
                icon={IconX}
                label={t('recordings.cancel', { name })}
                onClick={() => store.unqueue(id)}
              />
            </div>
          </li>
        ))}
      </ul>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          layout.setState({ dialog: 'transcribe', sidebarSheet: false });
          onLeave();
        }}
      >
        {t('recordings.add')}
      </Button>
    </>
  );
}

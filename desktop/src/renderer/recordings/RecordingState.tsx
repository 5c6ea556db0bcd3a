import { Button, Progress, VisuallyHidden } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfabError } from '@confab/shared-types';
import type { Recording } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './Recordings.module.css';
import { isOver } from './recordingStore.ts';
import { recordingText, shareOf } from './recordingText.ts';

/** How far a recording is, and what can be done about it. */
export function RecordingState({ recording }: { readonly recording: Recording }) {
  const { t, i18n } = useTranslation();
  const { fileName: name, state } = recording;
  const text = recordingText(t, recording, i18n.language);
  const share = shareOf(recording);
  const under = !isOver(recording);
  // Of what waits nothing is done; of what is worked on it may not be known how much.
  const unknown = share === null && (state.name === 'running' || state.name === 'keeping');
  return (
    <div className={classes.state}>
      <div className={classes.line}>
        <span className={classes.words}>{text}</span>
        <Controls recording={recording} />
      </div>
      {under && (
        <Progress
          // Another bar once the length is known: this one would run backwards to it.
          key={unknown ? 'unknown' : 'known'}
          size={4}
          value={unknown ? 100 : (share ?? 0) * 100}
          animated={unknown}
          aria-label={t('recordings.progressOf', { name })}
          aria-valuetext={text}
        />
      )}
      {state.name === 'failed' && (
        <p className={classes.failure}>{errorText(t, new ConfabError(state.code, state.detail))}</p>
      )}
      {/* What is done is said once each time it changes, not at every percent. */}
      <VisuallyHidden role="status">
        {`${name}: ${t(`recordings.state.${state.name}`)}`}
      </VisuallyHidden>
    </div>
  );
}

function Controls({ recording }: { readonly recording: Recording }) {
  const { t } = useTranslation();
  const { id, fileName: name, state } = recording;
  const act = useRecordingAction();
  switch (state.name) {
    case 'done':
    case 'cancelled':
      return (
        <IconButton
          size="small"
          icon={IconX}
          label={t('recordings.dismiss', { name })}
          onClick={() => act('recordings.dismiss', id)}
        />
      );
    case 'failed':
      return (
        <>
          {isFileHere(recording) && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => act('recordings.resume', id)}
            >
              {t('common.retry')}
            </Button>
          )}
          <IconButton
            size="small"
            icon={IconX}
            label={t('recordings.dismiss', { name })}
            onClick={() => act('recordings.dismiss', id)}
          />
        </>
      );
    default:
      return (
        <>
          {state.name === 'paused' && (
            <IconButton
              size="small"
              icon={IconPlayerPlay}
              label={t('recordings.resume', { name })}
              onClick={() => act('recordings.resume', id)}
            />
          )}
          {(state.name === 'running' || state.name === 'waiting' || state.name === 'keeping') && (
            <IconButton
              size="small"
              icon={IconPlayerPause}
              label={t('recordings.pause', { name })}
              onClick={() => act('recordings.pause', id)}
            />
          )}
          <IconButton
            size="small"
            icon={IconX}
            label={t('recordings.cancel', { name })}
            onClick={() => act('recordings.cancel', id)}
          />
        </>
      );
  }
}

/** A file that did not come in whole is gone: there is nothing to try again with. */
function isFileHere({ state, durationMs }: Recording): boolean {
  if (state.name !== 'failed' || state.code === 'recording-interrupted') return false;
  return state.code !== 'storage-full' || durationMs !== null;
}

type RecordingAction = `recordings.${'pause' | 'resume' | 'cancel' | 'dismiss'}`;

function useRecordingAction(): (action: RecordingAction, id: string) => void {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  return (action, id) => {
    hub.request(action, { id }).catch((error: unknown) => {
      toasts.show({ cause: `recording ${id}`, text: errorText(t, error), tone: 'danger' });
    });
  };
}

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SpeechSettings } from '../../minutes/SpeechSettings.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from '../stage/CallDock.module.css';
import { callNoticesOf } from './callNotices.ts';
import type { CallNotice } from './callNotices.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';

/** What is wrong and what to do about it, where the person is looking. */
export function CallNotices({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { own, speech, call, playSound } = useSession(session, (state) => state);
  const [choosingModel, setChoosingModel] = useState(false);
  const act = (notice: CallNotice): void => {
    if (notice === 'noModel') setChoosingModel(true);
    else tryAgain(session, notice);
  };
  return (
    <div className={classes.notices} role="status">
      {call.phase === 'reconnecting' && <Notice text={t('calls.reconnecting')} />}
      {playSound !== null && (
        <Notice
          text={t('calls.notices.sound')}
          action={{ label: t('calls.notices.playSound'), run: playSound }}
        />
      )}
      {callNoticesOf(own, speech).map((notice) => (
        <Notice
          key={notice}
          text={t(`calls.notices.${notice}`)}
          action={{
            label: t(notice === 'noModel' ? 'calls.notices.chooseModel' : 'common.retry'),
            run: () => act(notice),
          }}
        />
      ))}
      {choosingModel && (
        <Dialog
          title={t('settings.tabs.speech')}
          onClose={() => setChoosingModel(false)}
          size={560}
        >
          <SpeechSettings />
        </Dialog>
      )}
    </div>
  );
}

function tryAgain(session: CallSession, notice: Exclude<CallNotice, 'noModel'>): void {
  switch (notice) {
    case 'speechFailed':
      return session.restartSpeech();
    case 'microphoneDenied':
    case 'microphoneMissing':
      return session.toggleMicrophone();
    case 'cameraDenied':
    case 'cameraMissing':
      return session.toggleCamera();
    case 'bothDenied':
    case 'bothMissing':
      return session.openDevices();
  }
}

function Notice(props: {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}) {
  const { text, action } = props;
  return (
    <div className={classes.notice}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span className={classes.noticeText}>{text}</span>
      {action !== undefined && (
        <Button variant="default" size="compact-sm" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

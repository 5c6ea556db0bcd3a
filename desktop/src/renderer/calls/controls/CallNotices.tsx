import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './CallNotices.module.css';
import { callNoticesOf } from './callNotices.ts';
import type { CallNotice } from './callNotices.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { ConsentNotices } from '../transcription/ConsentNotices.tsx';

/** What is wrong and what to do about it, where the person is looking. */
export function CallNotices({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const state = useSession(session, (whole) => whole);
  const retry = (run: () => void): NoticeAction => ({ label: t('common.retry'), run });
  const actionOf = (notice: CallNotice): NoticeAction | undefined => {
    switch (notice) {
      case 'reconnecting':
        return undefined;
      case 'weakConnection':
      case 'audioOnly':
        return {
          label: t('calls.notices.showPictures'),
          run: () => session.call.setAudioOnly(false),
        };
      case 'sound':
        return { label: t('calls.notices.playSound'), run: () => state.playSound?.() };
      case 'speechFailed':
        return retry(() => session.transcription.restart());
      case 'microphoneDenied':
      case 'microphoneMissing':
        return retry(() => session.toggleMicrophone());
      case 'cameraDenied':
      case 'cameraMissing':
        return retry(() => session.toggleCamera());
      case 'bothDenied':
      case 'bothMissing':
        return retry(() => {
          session.toggleMicrophone();
          session.toggleCamera();
        });
    }
  };
  return (
    <div className={classes.notices} role="status">
      <ConsentNotices session={session} />
      {callNoticesOf(state).map((notice) => (
        <Notice key={notice} text={t(`calls.notices.${notice}`)} action={actionOf(notice)} />
      ))}
    </div>
  );
}

interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

function Notice(props: { readonly text: string; readonly action: NoticeAction | undefined }) {
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

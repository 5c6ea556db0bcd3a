import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import type { CallAction } from './callShortcuts.ts';
import type { CallSession } from '../CallSession.ts';
import { useCallServices } from '../CallsContext.ts';

export type CallActions = Readonly<Record<Exclude<CallAction, 'help'>, () => void>> & {
  /** Starts or stops transcription for everybody; `pageTitle` names the minutes. */
  readonly transcription: (pageTitle: string) => void;
  readonly leave: () => void;
};

/** What the controls and the keys of a call do; what goes wrong is told in a toast. */
export function useCallActions(session: CallSession): CallActions {
  const { t, i18n } = useTranslation();
  const { layout, toasts } = useServices();
  const { calls } = useCallServices();
  return useMemo(() => {
    const told = (
      work: Promise<void>,
      failure: 'calls.notices.handFailed' | 'calls.notices.transcriptionFailed',
    ): void => {
      work.catch((error: unknown) => {
        const text = t(failure, { reason: errorText(t, error) });
        toasts.show({ cause: failure, text, tone: 'danger' });
      });
    };
    return {
      microphone: () => session.toggleMicrophone(),
      camera: () => session.toggleCamera(),
      captions: () => session.toggleCaptions(),
      hand: () => told(session.toggleHand(), 'calls.notices.handFailed'),
      size: () =>
        layout.setState(({ callSize }) => ({ callSize: callSize === 'dock' ? 'stage' : 'dock' })),
      transcription: (pageTitle) => {
        const running = session.store.getState().call.transcription !== null;
        const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
        const title = t('minutes.pageTitle', { page: pageTitle, date: date.format(new Date()) });
        told(
          running ? session.stopTranscription() : session.startTranscription(title),
          'calls.notices.transcriptionFailed',
        );
      },
      leave: () => calls.leave(),
    };
  }, [session, t, i18n, layout, toasts, calls]);
}

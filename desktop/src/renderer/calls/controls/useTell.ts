import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';

export type CallFailure =
  | 'calls.notices.handFailed'
  | 'calls.notices.shareFailed'
  | 'calls.notices.transcriptionFailed'
  | 'calls.more.fullScreenFailed'
  | 'calls.reactions.failed'
  | 'calls.peoplePanel.failed';

/** Tells in a toast when something asked of the call was not done, and why. */
export function useTell(): (work: Promise<unknown>, failure: CallFailure) => void {
  const { t } = useTranslation();
  const { toasts } = useServices();
  return useCallback(
    (work, failure) => {
      work.catch((error: unknown) => {
        const text = t(failure, { reason: errorText(t, error) });
        toasts.show({ cause: failure, text, tone: 'danger' });
      });
    },
    [t, toasts],
  );
}

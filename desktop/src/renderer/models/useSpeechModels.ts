import type { SpeechModelsState } from '@confab/shared-types';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHub, useServices } from '../app/AppContext.ts';
import { errorCode, errorText } from '../app/errorText.ts';

export interface SpeechModelsAnswer {
  /** Null until the hub has answered. */
  readonly state: SpeechModelsState | null;
  readonly failure: unknown;
  readonly reload: () => void;
}

/** The speech models of this profile and what is being done about them. */
export function useSpeechModels(): SpeechModelsAnswer {
  const hub = useHub();
  const [state, setState] = useState<SpeechModelsState | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const reload = useCallback(() => {
    hub.request('models.state', {}).then((answer) => {
      setState(answer);
      setFailure(null);
    }, setFailure);
  }, [hub]);
  useEffect(() => {
    reload();
    return hub.on('models', setState);
  }, [hub, reload]);
  return { state, failure, reload };
}

/** Does something about models; what goes wrong is said, unless the person stopped it. */
export function useModelAction(): (asked: Promise<unknown>) => void {
  const { t } = useTranslation();
  const { toasts } = useServices();
  return (asked) => {
    asked.catch((error: unknown) => {
      if (errorCode(error) === 'cancelled') return;
      toasts.show({ cause: 'speech-model', text: errorText(t, error), tone: 'danger' });
    });
  };
}

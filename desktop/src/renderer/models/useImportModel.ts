import type { SpeechModel, SpeechModelsState } from '@confab/shared-types';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorCode, errorText } from '../app/errorText.ts';

export interface ModelImport {
  readonly busy: boolean;
  /** 0..1. */
  readonly fraction: number;
  /** Words, in the person's language; null: nothing went wrong. */
  readonly failure: string | null;
  /** Resolves with whether it went well. */
  readonly fromPath: (path: string) => Promise<boolean>;
  readonly fromArchive: (file: File) => Promise<boolean>;
  readonly cancel: () => void;
}

/** Takes a model in; what another window takes in is shown here too. */
export function useImportModel(importing: SpeechModelsState['importing']): ModelImport {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const [asked, setAsked] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const sending = useRef<AbortController | null>(null);

  const run = async (take: () => Promise<SpeechModel>): Promise<boolean> => {
    setAsked(true);
    setFailure(null);
    try {
      const { name } = await take();
      toasts.show({ cause: 'speech-model', text: t('models.imported', { name }) });
      return true;
    } catch (error) {
      if (errorCode(error) !== 'cancelled') setFailure(errorText(t, error));
      return false;
    } finally {
      setAsked(false);
      setSent(null);
    }
  };

  const send = async (file: File): Promise<SpeechModel> => {
    const abort = new AbortController();
    sending.current = abort;
    try {
      const options = { signal: abort.signal, onProgress: setSent };
      const transfer = await hub.uploadForImport({ file, path: file.name }, options);
      setSent(null);
      return await hub.request('models.import', { transfer, name: file.name });
    } finally {
      sending.current = null;
    }
  };

  return {
    busy: asked || importing !== null,
    fraction: sent ?? importing?.fraction ?? 0,
    failure,
    fromPath: (path) => run(() => hub.request('models.import', { path })),
    fromArchive: (file) => run(() => send(file)),
    cancel: () => {
      sending.current?.abort();
      hub
        .request('models.cancelImport', {})
        .catch((error: unknown) => setFailure(errorText(t, error)));
    },
  };
}

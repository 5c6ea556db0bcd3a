import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorCode, errorText } from '../app/errorText.ts';
import { useOfferTranscription } from '../recordings/useOfferTranscription.ts';
import { UploadList } from './UploadList.tsx';

export interface Upload {
  readonly id: number;
  readonly name: string;
  /** 0..1 */
  readonly fraction: number;
  readonly cancel: () => void;
}

interface Uploads {
  /** Resolves with the block's url once the file is on disk; `undo` runs when it did not get there. */
  upload(file: File, undo: () => void): Promise<string>;
}

const UploadsContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (uploads === null) throw new Error('UploadsContext has no provider above this component');
  return uploads;
}

let nextId = 1;

/** Takes files for a page, and shows how far they are. */
export function UploadsProvider(props: {
  readonly workspace: WorkspaceId;
  readonly children: ReactNode;
}) {
  const { workspace, children } = props;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const offerTranscription = useOfferTranscription();
  const [running, setRunning] = useState<readonly Upload[]>([]);
  const upload = useCallback(
    async (file: File, undo: () => void): Promise<string> => {
      const abort = new AbortController();
      const id = nextId++;
      const show = (fraction: number): void => {
        const shown: Upload = { id, name: file.name, fraction, cancel: () => abort.abort() };
        setRunning((uploads) => [...uploads.filter((one) => one.id !== id), shown]);
      };
      show(0);
      try {
        const { signal } = abort;
        const { url } = await hub.uploadFile(file, { workspace, signal, onProgress: show });
        offerTranscription(file);
        return url;
      } catch (error) {
        undo();
        if (errorCode(error) !== 'cancelled') {
          toasts.show({ cause: `upload ${file.name}`, text: errorText(t, error), tone: 'danger' });
        }
        throw error;
      } finally {
        setRunning((uploads) => uploads.filter((one) => one.id !== id));
      }
    },
    [hub, offerTranscription, t, toasts, workspace],
  );
  const uploads = useMemo(() => ({ upload }), [upload]);
  return (
    <UploadsContext value={uploads}>
      {children}
      {running.length > 0 && <UploadList uploads={running} />}
    </UploadsContext>
  );
}

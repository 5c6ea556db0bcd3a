import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { isMediaFile } from './mediaFiles.ts';
import { useRecordingStore } from './RecordingsContext.ts';

/** A file with speech that was put into a page can become minutes as well; others are passed over. */
export function useOfferTranscription(): (file: File) => void {
  const { t } = useTranslation();
  const { layout, toasts } = useServices();
  const store = useRecordingStore();
  return useCallback(
    (file) => {
      if (!isMediaFile(file)) return;
      toasts.show({
        cause: `transcribe ${file.name}`,
        text: t('recordings.attached', { name: file.name }),
        action: {
          label: t('recordings.add'),
          run: () => {
            store.setState({ offered: [file] });
            layout.setState({ dialog: 'transcribe' });
          },
        },
      });
    },
    [layout, store, t, toasts],
  );
}

import { useState } from 'react';
import type { DragEvent, HTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { isMediaFile } from './mediaFiles.ts';
import { useRecordingStore } from './RecordingsContext.ts';

/**
 * Lets files with speech be dropped on the pages of a workspace. Pages that are dragged about are
 * none of its business.
 */
export function useRecordingDrop(): {
  readonly over: boolean;
  readonly target: Pick<HTMLAttributes<HTMLElement>, 'onDragOver' | 'onDragLeave' | 'onDrop'>;
} {
  const { t } = useTranslation();
  const { layout, toasts } = useServices();
  const store = useRecordingStore();
  const [over, setOver] = useState(false);
  return {
    over,
    target: {
      onDragOver: (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      onDragLeave: (event) => {
        const { relatedTarget, currentTarget } = event;
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
        setOver(false);
      },
      onDrop: (event) => {
        setOver(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        const offered = [...event.dataTransfer.files].filter(isMediaFile);
        if (offered.length === 0) {
          toasts.show({ cause: 'recording-drop', text: t('recordings.notMedia'), tone: 'danger' });
          return;
        }
        store.setState({ offered });
        layout.setState({ dialog: 'transcribe', sidebarSheet: false });
      },
    },
  };
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}

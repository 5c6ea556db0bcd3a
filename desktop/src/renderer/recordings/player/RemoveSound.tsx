import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallId, KeptAudio, WorkspaceId } from '@confab/shared-types';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { fileSizeText } from '../../minutes/fileSizeText.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from '../Recordings.module.css';

/** Asks before kept sound goes: nothing brings it back. */
export function RemoveSound(props: {
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  readonly kept: readonly KeptAudio[];
  readonly onClose: () => void;
}) {
  const { workspace, call, kept, onClose } = props;
  const { t, i18n } = useTranslation();
  const { hub, toasts } = useServices();
  const bytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const remove = async (): Promise<void> => {
    onClose();
    try {
      await hub.request('audio.remove', { workspace, call });
      toasts.show({ cause: 'kept-sound', text: t('recordings.player.removed') });
    } catch (error) {
      toasts.show({ cause: 'kept-sound', text: errorText(t, error), tone: 'danger' });
    }
  };
  return (
    <Dialog title={t('recordings.player.removeTitle')} onClose={onClose} size={400}>
      <div className={classes.form}>
        <p className={classes.explain}>
          {t('recordings.player.removeText', { size: fileSizeText(bytes, i18n.language) })}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red" onClick={() => void remove()}>
            {t('recordings.player.removeAction')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { Dialog } from '../ui/Dialog.tsx';
import classes from './Models.module.css';

/** Asks before a model goes: bringing it back means downloading or importing it again. */
export function RemoveModel(props: {
  readonly model: string;
  readonly name: string;
  readonly size: string;
  readonly onClose: () => void;
}) {
  const { model, name, size, onClose } = props;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const remove = async (): Promise<void> => {
    onClose();
    try {
      await hub.request('models.remove', { model });
      toasts.show({ cause: 'speech-model', text: t('models.removed', { name }) });
    } catch (error) {
      toasts.show({ cause: 'speech-model', text: errorText(t, error), tone: 'danger' });
    }
  };
  return (
    <Dialog title={t('models.removeTitle', { name })} onClose={onClose} size={380}>
      <p className={classes.question}>{t('models.removeText', { size })}</p>
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="red" onClick={() => void remove()}>
          {t('models.removeAction')}
        </Button>
      </div>
    </Dialog>
  );
}

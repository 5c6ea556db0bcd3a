import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { useTell } from '../controls/useTell.ts';

/** Asks before something in a call that cannot be taken back, and does it. */
export function CallQuestion(props: {
  readonly title: string;
  readonly text: string;
  /** The words on the button that does it. */
  readonly action: string;
  readonly onClose: () => void;
  readonly act: () => Promise<unknown>;
}) {
  const { title, text, action, onClose, act } = props;
  const { t } = useTranslation();
  const tell = useTell();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            onClose();
            tell(act(), 'calls.peoplePanel.failed');
          }}
        >
          {action}
        </Button>
      </Group>
    </Dialog>
  );
}

import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { useTell } from '../controls/useTell.ts';

/** Ending a call for everybody cannot be taken back: asks first, and says for how many. */
export function EndCallDialog(props: {
  readonly session: CallSession;
  readonly onClose: () => void;
}) {
  const { session, onClose } = props;
  const { t } = useTranslation();
  const tell = useTell();
  const count = useSession(session, ({ call }) => call.peers.length + 1);
  return (
    <Dialog title={t('calls.peoplePanel.endTitle')} onClose={onClose}>
      <p>{t('calls.peoplePanel.endText', { count })}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            onClose();
            tell(session.call.endForAll(), 'calls.peoplePanel.failed');
          }}
        >
          {t('calls.peoplePanel.end')}
        </Button>
      </Group>
    </Dialog>
  );
}

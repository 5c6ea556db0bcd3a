import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import type { CallSession } from '../CallSession.ts';
import { useTell } from '../controls/useTell.ts';

/** Removing cannot be taken back: asks first, and says what it means. */
export function RemoveDialog(props: {
  readonly session: CallSession;
  /** The session of whoever goes. */
  readonly person: string;
  readonly onClose: () => void;
}) {
  const { session, person, onClose } = props;
  const { t } = useTranslation();
  const tell = useTell();
  // Whoever leaves meanwhile keeps their name here.
  const [name] = useState(
    () => session.call.getState().peers.find((peer) => peer.session === person)?.name ?? '',
  );
  return (
    <Dialog title={t('calls.peoplePanel.removeTitle', { name })} onClose={onClose}>
      <p>{t('calls.peoplePanel.removeText', { name })}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            onClose();
            tell(session.call.removePeer(person), 'calls.peoplePanel.failed');
          }}
        >
          {t('calls.peoplePanel.remove', { name })}
        </Button>
      </Group>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { CallQuestion } from './CallQuestion.tsx';

/** Removing cannot be taken back: asks first, and says what it means. */
export function RemoveDialog(props: {
  readonly session: CallSession;
  /** The session of whoever goes. */
  readonly person: string;
  readonly onClose: () => void;
}) {
  const { session, person, onClose } = props;
  const { t } = useTranslation();
  // Whoever leaves meanwhile keeps their name here.
  const [name] = useState(
    () => session.call.getState().peers.find((peer) => peer.session === person)?.name ?? '',
  );
  return (
    <CallQuestion
      title={t('calls.peoplePanel.removeTitle', { name })}
      text={t('calls.peoplePanel.removeText', { name })}
      action={t('calls.peoplePanel.remove', { name })}
      onClose={onClose}
      act={() => session.call.removePeer(person)}
    />
  );
}

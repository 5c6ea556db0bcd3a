import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { CallQuestion } from './CallQuestion.tsx';

/** Ending a call for everybody cannot be taken back: asks first, and says for how many. */
export function EndCallDialog(props: {
  readonly session: CallSession;
  readonly onClose: () => void;
}) {
  const { session, onClose } = props;
  const { t } = useTranslation();
  const count = useSession(session, ({ call }) => call.peers.length + 1);
  return (
    <CallQuestion
      title={t('calls.peoplePanel.endTitle')}
      text={t('calls.peoplePanel.endText', { count })}
      action={t('calls.peoplePanel.end')}
      onClose={onClose}
      act={() => session.call.endForAll()}
    />
  );
}

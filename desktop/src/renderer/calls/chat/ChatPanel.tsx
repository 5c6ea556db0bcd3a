import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { CallSession } from '../CallSession.ts';
import { useCalls, useSession } from '../CallsContext.ts';
import { useCallAside } from '../controls/CallAsideContext.ts';
import classes from './Chat.module.css';
import { ChatField } from './ChatField.tsx';
import { ChatMessages } from './ChatMessages.tsx';

/** The chat of the call, in the right panel. */
export function ChatPanel() {
  const { t } = useTranslation();
  const session = useCalls((state) => state.session);
  if (session === null) return <EmptyState text={t('calls.chat.none')} />;
  return <Chat key={session.id} session={session} />;
}

function Chat({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { chat } = useCallAside();
  const mayWrite = useSession(session, ({ call }) => call.grants?.canPublishData !== false);
  useEffect(() => {
    const look = (): void => chat.setLookedAt(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      chat.setLookedAt(false);
    };
  }, [chat]);
  return (
    <div className={classes.panel}>
      <ChatMessages session={session} />
      {mayWrite ? (
        <ChatField chat={chat} />
      ) : (
        <p className={classes.hint}>{t('calls.chat.notAllowed')}</p>
      )}
    </div>
  );
}

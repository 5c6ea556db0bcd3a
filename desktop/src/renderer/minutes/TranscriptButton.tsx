import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLayout, useServices } from '../app/AppContext.ts';
import { useCalls, useSession } from '../calls/CallsContext.ts';
import type { CallSession } from '../calls/CallSession.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** In the header: opens and closes what is being said in the call, once it is transcribed. */
export function TranscriptButton() {
  const session = useCalls((state) => state.session);
  return session === null ? null : <Button session={session} />;
}

function Button({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const shown = useLayout(({ rightPanel }) => rightPanel === 'transcript');
  const minutesPage = useSession(session, (state) => state.info.minutesPage);
  if (minutesPage === null) return null;
  return (
    <IconButton
      icon={IconFileText}
      label={t('minutes.transcript.open')}
      active={shown}
      aria-pressed={shown}
      onClick={() => layout.setState({ rightPanel: shown ? null : 'transcript' })}
    />
  );
}

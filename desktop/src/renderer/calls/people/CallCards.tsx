import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useLayout, useServices } from '../../app/AppContext.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { useCallAside } from '../controls/CallAsideContext.ts';
import { nameIn } from '../stage/participants.ts';
import classes from './CallCards.module.css';
import type { UnmuteRequest } from './hostWordStore.ts';
import { usePersonActions } from './usePersonActions.ts';

/** What waits for this person's answer: somebody at the door, a host's request. */
export function CallCards({ session }: { readonly session: CallSession }) {
  const { hostWords } = useCallAside();
  const request = useStore(hostWords, (state) => state.request);
  useMutedNotices(session);
  return (
    <div className={classes.stack}>
      {request !== null && <UnmuteCard session={session} request={request} />}
      <WaitingCard session={session} />
    </div>
  );
}

function UnmuteCard(props: { readonly session: CallSession; readonly request: UnmuteRequest }) {
  const { session, request } = props;
  const { t } = useTranslation();
  const { hostWords } = useCallAside();
  const own = useSession(session, (state) => state.own);
  const name = useSession(session, ({ call }) => nameIn(call, request.by));
  const camera = request.source === 'camera';
  const done = camera ? own.camera === 'on' : own.microphone === 'on';
  // Who does it by the usual control has answered too.
  useEffect(() => {
    if (done) hostWords.dismiss();
  }, [done, hostWords]);
  const comply = (): void => {
    hostWords.dismiss();
    if (camera) session.toggleCamera();
    else session.setMicrophone(true);
  };
  const by = name ?? t('calls.peoplePanel.aHost');
  const text = t(camera ? 'calls.peoplePanel.cameraAsked' : 'calls.peoplePanel.unmuteAsked', {
    name: by,
  });
  return (
    <Card label={text} id={request.by} name={by}>
      <Button variant="default" size="xs" onClick={() => hostWords.dismiss()}>
        {t('calls.peoplePanel.notNow')}
      </Button>
      <Button size="xs" onClick={comply}>
        {t(camera ? 'calls.peoplePanel.startCamera' : 'calls.peoplePanel.unmute')}
      </Button>
    </Card>
  );
}

/** For hosts; the people panel has it all, so that the card need not stand there too. */
function WaitingCard({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const waiting = useSession(session, (state) => state.call.waiting);
  const panel = useLayout((state) => state.rightPanel === 'call-people');
  const { admit, refuse } = usePersonActions(session);
  const [first] = waiting;
  if (first === undefined || panel) return null;
  const { session: person, identity, name } = first;
  const several = waiting.length > 1;
  return (
    <Card
      label={
        several
          ? t('calls.peoplePanel.waitingMany', { count: waiting.length })
          : t('calls.peoplePanel.waitingOne', { name })
      }
      id={identity}
      name={name}
    >
      {several ? (
        <>
          <Button
            variant="default"
            size="xs"
            onClick={() => layout.setState({ rightPanel: 'call-people' })}
          >
            {t('calls.peoplePanel.show')}
          </Button>
          <Button size="xs" onClick={() => waiting.forEach((one) => admit(one.session))}>
            {t('calls.peoplePanel.admitAll')}
          </Button>
        </>
      ) : (
        <>
          <Button variant="default" size="xs" onClick={() => refuse(person)}>
            {t('calls.peoplePanel.refuse')}
          </Button>
          <Button size="xs" onClick={() => admit(person)}>
            {t('calls.peoplePanel.admit')}
          </Button>
        </>
      )}
    </Card>
  );
}

function Card(props: {
  readonly label: string;
  readonly id: string;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { label, id, name, children } = props;
  return (
    <section className={classes.card} aria-label={label}>
      <Avatar id={id} name={name} size={28} />
      <p className={classes.text}>{label}</p>
      <span className={classes.buttons}>{children}</span>
    </section>
  );
}

/** A host has muted something of one's own: said where it is not to be missed, once. */
function useMutedNotices(session: CallSession): void {
  const { t } = useTranslation();
  const { toasts } = useServices();
  useEffect(
    () =>
      session.call.onHostWord((word) => {
        if (word.type !== 'muted' || word.source === 'screen_share_audio') return;
        const name = nameIn(session.call.getState(), word.by) ?? t('calls.peoplePanel.aHost');
        const what = word.source === 'screen_share' ? 'screen' : word.source;
        const text = t(`calls.peoplePanel.mutedBy.${what}`, { name });
        toasts.show({ cause: `muted-${word.source}`, text });
      }),
    [session, t, toasts],
  );
}

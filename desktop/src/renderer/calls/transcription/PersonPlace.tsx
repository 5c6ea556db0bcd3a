import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from '../../app/AppContext.ts';
import { dateFormat } from '../../dateFormat.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import type { CallSession, SessionState } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import type { CallPeer } from '../room/callState.ts';
import { nameIn } from '../stage/participants.ts';
import { placeOf } from './consents.ts';
import type { Place } from './consents.ts';
import classes from './Transcription.module.css';

interface PersonProps {
  readonly session: CallSession;
  readonly peer: CallPeer;
}

/** Where one person's words go, and what can be done about it from here. */
export function PersonPlace({ session, peer }: PersonProps) {
  const { t, i18n } = useTranslation();
  const state = useSession(session, (whole) => whole);
  const { call, words } = state;
  const self = call.self?.identity ?? '';
  const own = peer.identity === self;
  const present = new Set([self, ...call.peers.map(({ identity }) => identity)]);
  const place = placeOf(words.consents, peer.identity, present);
  return (
    <li className={classes.person}>
      <Avatar id={peer.identity} name={peer.name} size={28} />
      <span className={classes.who}>
        <span className={classes.name} title={peer.name}>
          {own ? t('transcription.you', { name: peer.name }) : peer.name}
        </span>
        <span className={classes.place}>{placeText(t, i18n.language, state, peer, place)}</span>
      </span>
      <span className={classes.actions}>
        {own ? (
          <OwnActions session={session} place={place} />
        ) : (
          <VolunteerActions session={session} peer={peer} place={place} />
        )}
      </span>
    </li>
  );
}

function OwnActions({ session, place }: { readonly session: CallSession; readonly place: Place }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const { transcription } = session;
  const hasModel = useData(({ preferences }) => preferences.speechModel !== null);
  const speech = useSession(session, (state) => state.words.speech);
  switch (place.type) {
    case 'declined':
      return hasModel ? (
        <Action words={t('transcription.actions.again')} run={() => transcription.agreeAgain()} />
      ) : (
        <Action words={t('transcription.actions.ask')} run={() => transcription.ask()} />
      );
    case 'own-machine':
    case 'volunteer':
      return (
        <Action words={t('transcription.actions.decline')} run={() => transcription.decline()} />
      );
    case 'nowhere':
      if (speech !== 'no-model') {
        return (
          <Action words={t('transcription.actions.decline')} run={() => transcription.decline()} />
        );
      }
      return (
        <>
          {place.asks ? (
            <Action
              words={t('transcription.actions.takeBackAsk')}
              run={() => transcription.record.takeBackAsk()}
            />
          ) : (
            <Action words={t('transcription.actions.ask')} run={() => transcription.ask()} />
          )}
          <Action
            words={t('transcription.actions.getModel')}
            run={() => layout.setState({ dialog: 'settings', settingsTab: 'speech' })}
          />
        </>
      );
  }
}

/** For somebody without a model, from a person who has one. */
function VolunteerActions({ session, peer, place }: PersonProps & { readonly place: Place }) {
  const { t } = useTranslation();
  const { transcription } = session;
  const self = useSession(session, ({ call }) => call.self?.identity);
  const able = useSession(session, ({ words }) => words.speech === 'on');
  const { identity, name } = peer;
  if (place.type === 'volunteer' && place.volunteer === self) {
    return (
      <Action
        words={t('transcription.actions.stop')}
        label={t('transcription.actions.stopFor', { name })}
        run={() => transcription.record.takeBackOffer(identity)}
      />
    );
  }
  if (place.type !== 'nowhere') return null;
  if (place.offeredBy !== null && place.offeredBy === self) {
    return (
      <Action
        words={t('transcription.actions.takeBackOffer')}
        label={t('transcription.actions.takeBackOfferTo', { name })}
        run={() => transcription.record.takeBackOffer(identity)}
      />
    );
  }
  if (!able || place.offeredBy !== null || peer.tracks.microphone === undefined) return null;
  return (
    <Action
      words={t('transcription.actions.offer')}
      label={t('transcription.actions.offerTo', { name })}
      run={() => transcription.record.offer(identity)}
    />
  );
}

function placeText(
  t: TFunction,
  language: string,
  { call, words }: SessionState,
  peer: CallPeer,
  place: Place,
): string {
  const self = call.self?.identity;
  const own = peer.identity === self;
  switch (place.type) {
    case 'own-machine': {
      if (own && words.speech === 'failed') return t('transcription.places.failed');
      const { model } = place;
      if (model === null) return t(`transcription.places.${own ? 'ownHere' : 'own'}`);
      return t(`transcription.places.${own ? 'ownHereWith' : 'ownWith'}`, { model });
    }
    case 'volunteer': {
      if (place.volunteer === self) return t('transcription.places.byYou');
      const name = nameIn(call, place.volunteer) ?? t('calls.someone');
      return t('transcription.places.by', { name });
    }
    case 'declined': {
      const time = dateFormat(language, { timeStyle: 'short' }).format(place.at);
      return t('transcription.places.declined', { time });
    }
    case 'nowhere': {
      if (own && words.speech === 'failed') return t('transcription.places.failed');
      if (own && words.speech === 'on') return t('transcription.places.starting');
      if (peer.tracks.microphone === undefined) return t('transcription.places.noMicrophone');
      if (place.offeredBy !== null) {
        if (place.offeredBy === self) return t('transcription.places.offeredByYou');
        const name = nameIn(call, place.offeredBy) ?? t('calls.someone');
        return t('transcription.places.offeredBy', { name });
      }
      return t(place.asks ? 'transcription.places.asks' : 'transcription.places.nowhere');
    }
  }
}

function Action(props: {
  readonly words: string;
  /** Says whom it is about, to screen readers; has the words in it. */
  readonly label?: string;
  readonly run: () => void;
}) {
  return (
    <Button variant="default" size="compact-sm" aria-label={props.label} onClick={props.run}>
      {props.words}
    </Button>
  );
}

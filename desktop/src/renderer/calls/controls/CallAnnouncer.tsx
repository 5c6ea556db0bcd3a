import { VisuallyHidden } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, SessionState } from '../CallSession.ts';
import { nameIn } from '../stage/participants.ts';

/** Tells screen readers who comes and goes, and what the others hear and see of oneself. */
export function CallAnnouncer({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  useEffect(
    () =>
      session.store.subscribe((state, before) => {
        const news = newsOf(t, state, before);
        if (news.length > 0) setWords(news.join('. '));
      }),
    [session, t],
  );
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {words}
    </VisuallyHidden>
  );
}

function newsOf(t: TFunction, state: SessionState, before: SessionState): string[] {
  return [...ownNews(t, state, before), ...peerNews(t, state, before)];
}

function ownNews(t: TFunction, { own }: SessionState, { own: before }: SessionState): string[] {
  const news: string[] = [];
  if (own.microphone !== before.microphone && before.microphone !== 'starting') {
    if (own.microphone === 'muted') news.push(t('calls.announce.muted'));
    if (own.microphone === 'on') news.push(t('calls.announce.unmuted'));
  }
  if (own.camera !== before.camera) {
    if (own.camera === 'on') news.push(t('calls.announce.cameraOn'));
    if (own.camera === 'off') news.push(t('calls.announce.cameraOff'));
  }
  return news;
}

function peerNews(t: TFunction, { call }: SessionState, { call: before }: SessionState): string[] {
  // Whoever is inside when one arrives is seen, not announced.
  if (call === before || before.self === null) return [];
  const news: string[] = [];
  const known = new Map(before.peers.map((peer) => [peer.session, peer]));
  for (const peer of call.peers) {
    const earlier = known.get(peer.session);
    const { name } = peer;
    if (earlier === undefined) news.push(t('calls.announce.joined', { name }));
    if (peer.handRaised && earlier?.handRaised === false) {
      news.push(t('calls.announce.hand', { name }));
    }
    known.delete(peer.session);
  }
  for (const { name } of known.values()) news.push(t('calls.announce.left', { name }));
  if (before.transcription === null && call.transcription !== null) {
    const name = nameIn(call, call.transcription.startedBy) ?? t('calls.someone');
    news.push(t('calls.announce.transcribing', { name }));
  }
  if (before.transcription !== null && call.transcription === null) {
    news.push(t('calls.announce.notTranscribing'));
  }
  return news;
}

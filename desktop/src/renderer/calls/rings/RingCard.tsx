import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useWorkspace } from '../../app/AppContext.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { isTypingIn } from '../controls/callShortcuts.ts';
import { useRings } from '../CallsContext.ts';
import classes from './RingCard.module.css';
import { RingTone } from './RingTone.ts';
import type { IncomingRing } from './ringStore.ts';
import { usePageTitle } from '../usePageTitle.ts';
import { useRingAnswers } from './useRingAnswers.ts';

/** Who is calling, over everything else; the one that began first has the keys. */
export function RingCard() {
  const incoming = useRings((state) => state.incoming);
  const ringing = incoming.length > 0;
  useEffect(() => {
    if (!ringing) return;
    const tone = new RingTone();
    tone.start();
    return () => tone.stop();
  }, [ringing]);
  if (!ringing) return null;
  return (
    <div className={classes.stack}>
      {incoming.slice(0, 3).map((one, index) => (
        <OneRing key={one.ring.id} incoming={one} first={index === 0} />
      ))}
    </div>
  );
}

function OneRing(props: { readonly incoming: IncomingRing; readonly first: boolean }) {
  const { incoming, first } = props;
  const { t } = useTranslation();
  const { accept, decline } = useRingAnswers();
  const { ring } = incoming;
  const title = t('calls.ring.from', { name: ring.from.name });
  const about = useAbout(incoming);
  const acceptButton = useRef<HTMLButtonElement>(null);
  useNotification(incoming, title, about);
  useEffect(() => {
    if (first && !isTypingIn(document.activeElement)) acceptButton.current?.focus();
  }, [first]);
  useEffect(() => {
    if (!first) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isTypingIn(event.target)) return;
      const onControl = event.target instanceof Element && event.target.closest('button, a');
      if (event.key === 'Escape') decline(incoming);
      else if (event.key === 'Enter' && !onControl) accept(incoming);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [first, incoming, accept, decline]);
  return (
    <div className={classes.card} role="alertdialog" aria-label={title} aria-describedby={ring.id}>
      <div className={classes.who}>
        <Avatar id={ring.from.account} name={ring.from.name} size={40} />
        <div className={classes.text}>
          <p className={classes.title}>{title}</p>
          <p className={classes.about} id={ring.id}>
            {about}
          </p>
        </div>
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => decline(incoming)}>
          {t('calls.ring.decline')}
        </Button>
        <Button
          ref={acceptButton}
          leftSection={<IconPhone size={16} stroke={1.75} aria-hidden />}
          onClick={() => accept(incoming)}
        >
          {t('calls.ring.accept')}
        </Button>
      </div>
      <div
        className={classes.remaining}
        style={{ '--remaining': `${ring.remainingMs}ms` } as CSSProperties}
        role="timer"
        aria-label={t('calls.ring.remaining')}
      />
    </div>
  );
}

function useAbout({ ring }: IncomingRing): string {
  const { t } = useTranslation();
  const title = usePageTitle(ring.workspace, ring.page);
  const workspace = useWorkspace(ring.workspace)?.name ?? '';
  return ring.page === null
    ? t('calls.ring.inWorkspace', { workspace })
    : t('calls.ring.about', { title });
}

/** Reaches the person outside the window too; a click on it brings the window forward. */
function useNotification({ ring }: IncomingRing, title: string, body: string): void {
  const { runtime } = useServices();
  const words = useRef({ title, body });
  useEffect(() => {
    runtime
      .notify({ ...words.current, tag: ring.id })
      .then((clicked) => {
        if (clicked) runtime.focusWindow();
      })
      .catch((error: unknown) => console.error(error));
  }, [runtime, ring.id]);
}

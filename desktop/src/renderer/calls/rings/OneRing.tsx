import { Button } from '@mantine/core';
import { IconMessage, IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useWorkspace } from '../../app/AppContext.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useCallServices, useRings } from '../CallsContext.ts';
import { isTypingIn } from '../controls/callShortcuts.ts';
import { usePageTitle } from '../usePageTitle.ts';
import classes from './RingCard.module.css';
import { RingMessage } from './RingMessage.tsx';
import type { IncomingRing } from './ringStore.ts';
import { useRingAnswers } from './useRingAnswers.ts';

/** One ring: who, from where, and what can be done. Enter accepts, Esc declines. */
export function OneRing(props: {
  readonly incoming: IncomingRing;
  readonly first: boolean;
  /** Answering leaves the call this window is in. */
  readonly inCall: boolean;
}) {
  const { incoming, first, inCall } = props;
  const { ring } = incoming;
  const { t } = useTranslation();
  const { rings } = useCallServices();
  const composing = useRings((state) => state.composing === ring.id);
  const { accept, decline } = useRingAnswers();
  const title = t('calls.ring.from', { name: ring.from.name });
  const about = useAbout(incoming);
  const acceptButton = useRef<HTMLButtonElement>(null);
  useNotification(incoming, title, about);
  useRingKeys(incoming, first && !composing);
  useEffect(() => {
    if (first && !composing && !isTypingIn(document.activeElement)) acceptButton.current?.focus();
  }, [first, composing]);
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
      {composing ? (
        <RingMessage
          name={ring.from.name}
          onSend={(message) => decline(incoming, message)}
          onBack={() => rings.compose(null)}
        />
      ) : (
        <div className={classes.actions}>
          <Button
            ref={acceptButton}
            className={classes.accept ?? ''}
            leftSection={<IconPhone size={16} stroke={1.75} aria-hidden />}
            onClick={() => accept(incoming)}
          >
            {t(inCall ? 'calls.ring.leaveAndAccept' : 'calls.ring.accept')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPhoneOff size={16} stroke={1.75} aria-hidden />}
            onClick={() => decline(incoming)}
          >
            {t('calls.ring.decline')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconMessage size={16} stroke={1.75} aria-hidden />}
            onClick={() => rings.compose(ring.id)}
          >
            {t('calls.ring.message')}
          </Button>
        </div>
      )}
      <div
        className={classes.remaining}
        style={{ '--remaining': `${ring.remainingMs}ms` } as CSSProperties}
        role="timer"
        aria-label={t('calls.ring.remaining')}
      />
    </div>
  );
}

/** Enter and Esc anywhere in the window, but not while something is being typed. */
function useRingKeys(incoming: IncomingRing, listening: boolean): void {
  const { accept, decline } = useRingAnswers();
  useEffect(() => {
    if (!listening) return;
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
  }, [listening, incoming, accept, decline]);
}

function useAbout({ ring }: IncomingRing): string {
  const { t } = useTranslation();
  const title = usePageTitle(ring.workspace, ring.page);
  const workspace = useWorkspace(ring.workspace)?.name ?? '';
  return ring.page === null
    ? t('calls.ring.inWorkspace', { workspace })
    : t('calls.ring.about', { title });
}

/**
 * Where the shell shows no rings itself, the system's notification reaches the person elsewhere; it
 * goes with the card, whoever ended the ring.
 */
function useNotification({ ring }: IncomingRing, title: string, body: string): void {
  const { runtime } = useServices();
  const notice = useRef({ title, body, tag: ring.id, silent: ring.callee === 'in-call' });
  useEffect(() => {
    if (runtime.capabilities.ringWhileClosed) return;
    runtime
      .notify(notice.current)
      .then((clicked) => {
        if (clicked) runtime.focusWindow();
      })
      .catch((error: unknown) => console.error(error));
    return () => runtime.closeNotice(ring.id);
  }, [runtime, ring.id]);
}

import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../CallSession.ts';
import { nameIn } from '../stage/participants.ts';
import { useCallAside } from './CallAsideContext.ts';
import { isUrgent, newsOf } from './callNews.ts';
import type { News } from './callNews.ts';
import { newsTexts } from './newsTexts.ts';

/** News that come within this time are told in one go. */
const gatherMs = 600;

interface Words {
  readonly id: number;
  readonly text: string;
}

const silence: Words = { id: 0, text: '' };

/** Tells screen readers what others see: who comes and goes, hands, screens, chat, one's own state. */
export function CallAnnouncer({ session }: { readonly session: CallSession }) {
  const { t, i18n } = useTranslation();
  const { reactions } = useCallAside();
  const [polite, setPolite] = useState(silence);
  const [urgent, setUrgent] = useState(silence);
  useEffect(() => {
    const gathered: News[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (): void => {
      timer = undefined;
      const news = gathered.splice(0);
      const words = (wanted: boolean) => (before: Words) => {
        const texts = newsTexts(t, i18n.language, news, (one) => isUrgent(one) === wanted);
        return texts.length === 0 ? before : { id: before.id + 1, text: texts.join('. ') };
      };
      setPolite(words(false));
      setUrgent(words(true));
    };
    const tell = (news: readonly News[]): void => {
      if (news.length === 0) return;
      gathered.push(...news);
      timer ??= setTimeout(say, gatherMs);
    };
    const stops = [
      session.store.subscribe((state, before) => tell(newsOf(state, before))),
      session.call.onHostWord(({ type, source, by }) => {
        const name = nameIn(session.call.getState(), by) ?? t('calls.peoplePanel.aHost');
        if (source !== 'microphone') return;
        tell([{ type: type === 'muted' ? 'muted-by' : 'unmute-asked', name }]);
      }),
      reactions.subscribe(({ floating }, { floating: before }) => {
        const own = session.call.getState().self?.session;
        const known = new Set(before.map(({ id }) => id));
        tell(
          floating
            .filter(({ id, session: sender }) => !known.has(id) && sender !== own)
            .map(({ name, reaction }) => ({ type: 'reaction', name, reaction })),
        );
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [session, reactions, t, i18n]);
  return (
    <VisuallyHidden>
      <div role="status" aria-live="polite">
        {/* A new element each time: the same words again are news again. */}
        <span key={polite.id}>{polite.text}</span>
      </div>
      <div role="alert" aria-live="assertive">
        <span key={urgent.id}>{urgent.text}</span>
      </div>
    </VisuallyHidden>
  );
}

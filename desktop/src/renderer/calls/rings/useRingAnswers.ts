import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { goTo } from '../../app/route.ts';
import { useCallServices } from '../CallsContext.ts';
import type { IncomingRing, RingStore } from './ringStore.ts';

export interface RingAnswers {
  /** Answers and joins, with the page of the call open; what goes wrong is told in a toast. */
  readonly accept: (ring: IncomingRing) => void;
  /** `message` is what the caller reads then. */
  readonly decline: (ring: IncomingRing, message?: string) => void;
  readonly find: RingStore['find'];
  readonly leave: () => void;
}

/** What the ring card and the commands of tray and notifications do. */
export function useRingAnswers(): RingAnswers {
  const { t } = useTranslation();
  const { route, runtime, toasts } = useServices();
  const { calls, rings, prejoin } = useCallServices();
  return useMemo(() => {
    const told = (work: Promise<void>): void => {
      work.catch((error: unknown) => {
        const text = t('calls.ring.failed', { reason: errorText(t, error) });
        toasts.show({ cause: 'ring', text, tone: 'danger' });
      });
    };
    const accept = async (one: IncomingRing): Promise<void> => {
      const { workspace, call, page } = one.ring;
      runtime.focusWindow();
      if (!(await rings.answer(one))) {
        toasts.show({ cause: 'ring', text: t('calls.ring.tooLate') });
        return;
      }
      goTo(route, { workspace, page });
      await prejoin.enterDirectly({ workspace, page, call, ring: 'nobody' });
    };
    return {
      accept: (one) => told(accept(one)),
      decline: (one, message) => told(rings.decline(one, message)),
      find: (ring) => rings.find(ring),
      leave: () => calls.leave(),
    };
  }, [t, route, runtime, toasts, calls, rings, prejoin]);
}

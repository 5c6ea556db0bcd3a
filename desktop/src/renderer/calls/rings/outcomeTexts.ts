import type { ErrorCode, Ring } from '@confab/shared-types';
import type { TFunction } from 'i18next';
import type { CallEndReason } from '../room/CallClient.ts';
import type { RingEnd } from './ringStore.ts';

/** Why a call is over that the person did not leave. */
export function callEndText(
  t: TFunction,
  reason: Exclude<CallEndReason, 'left'>,
  error: ErrorCode | null,
): string {
  if (reason !== 'failed') return t(`calls.ended.${reason}`);
  return t('calls.ended.failed', { reason: t(`errors.${error ?? 'internal'}`, { detail: '' }) });
}

/** How it goes with somebody who is being called: what they were doing, then how it ended. */
export function ringStateText(t: TFunction, { state, callee }: Ring): string {
  return state === 'ringing' ? t(`calls.ring.callee.${callee}`) : t(`calls.ring.states.${state}`);
}

/** How a ring ended without the person's doing here. */
export function ringEndText(t: TFunction, name: string, end: RingEnd): string {
  switch (end) {
    case 'answered':
      return t('calls.ring.answeredElsewhere');
    case 'declined':
      return t('calls.ring.declinedElsewhere');
    case 'cancelled':
      return t('calls.ring.cancelled', { name });
    case 'missed':
      return t('calls.ring.missed', { name });
  }
}

import type { TFunction } from 'i18next';
import { errorCode, errorText } from '../../app/errorText.ts';

/** Why one is not in the call: what the room says stands for itself. */
export function failureText(t: TFunction, failure: unknown): string {
  switch (errorCode(failure)) {
    case 'room-locked':
    case 'room-full':
      return errorText(t, failure);
    case 'no-permission':
      return t('calls.prejoin.noPermission');
    default:
      return t('calls.notStarted', { reason: errorText(t, failure) });
  }
}

import { ConfabError } from '@confab/shared-types';
import type { ErrorCode } from '@confab/shared-types';
import type { TFunction } from 'i18next';

/** The code of anything thrown; what is not ours is `internal`. */
export function errorCode(error: unknown): ErrorCode {
  return error instanceof ConfabError ? error.code : 'internal';
}

/** Words for anything thrown, in the person's language. */
export function errorText(t: TFunction, error: unknown): string {
  const detail = error instanceof ConfabError ? (error.detail ?? '') : '';
  return t(`errors.${errorCode(error)}`, { detail });
}

import { ConfabError } from '@confab/shared-types';
import { NotFoundError, WorkerClosedError } from 'mediasoup/errors';

/**
 * Runs a call to mediasoup and gives its refusals the code that travels: `malformed-message`, or
 * `media-unavailable` when the worker died under it.
 */
export async function guard<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ConfabError) throw error;
    if (isGone(error)) throw new ConfabError('media-unavailable', undefined, { cause: error });
    const detail = error instanceof Error ? error.message.slice(0, 500) : undefined;
    throw new ConfabError('malformed-message', detail, { cause: error });
  }
}

/** What was asked for has been closed meanwhile, or its worker is gone. */
export function isGone(error: unknown): boolean {
  return error instanceof WorkerClosedError || error instanceof NotFoundError;
}

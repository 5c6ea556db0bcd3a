import { closeCodes } from '@confab/shared-types';
import type { ClientSocket } from './ClientSocket.ts';

const helloWithinMs = 10_000;

/** Closes a connection that does not say in time who it is. Returns what ends the watch. */
export function requireHello(socket: ClientSocket, isKnown: () => boolean): () => void {
  const timer = setTimeout(() => {
    if (!isKnown()) socket.close(closeCodes.unauthenticated, 'no hello');
  }, helloWithinMs);
  timer.unref();
  return () => clearTimeout(timer);
}

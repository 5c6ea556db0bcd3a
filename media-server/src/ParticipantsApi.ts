import { ConfabError, type WireError } from '@confab/shared-types';
import type { IncomingMessage } from 'node:http';
import type { ApiKey } from './apiKey.ts';
import { describeError, type Log } from './Log.ts';
import { type Participant, verifyRemovalToken } from './signaling/verifyRemovalToken.ts';

export interface ParticipantsApiOptions {
  readonly apiKey: ApiKey;
  readonly log: Log;
  readonly remove: (room: string, identity: string) => void;
}

export interface ApiAnswer {
  readonly status: number;
  readonly error?: WireError;
}

const path = /^\/api\/rooms\/([^/]+)\/participants\/([^/]+)$/;

/** What whoever holds the API secret may do over HTTP; see `api/rooms.ts` of the shared types. */
export class ParticipantsApi {
  readonly #options: ParticipantsApiOptions;

  constructor(options: ParticipantsApiOptions) {
    this.#options = options;
  }

  /** Null when the request is for something else. */
  async answer(request: IncomingMessage, pathname: string): Promise<ApiAnswer | null> {
    const participant = participantIn(pathname);
    if (request.method !== 'DELETE' || participant === null) return null;
    const { apiKey, log, remove } = this.#options;
    try {
      await verifyRemovalToken(bearerToken(request), apiKey, participant);
      remove(participant.room, participant.identity);
      return { status: 204 };
    } catch (error) {
      if (error instanceof ConfabError) return { status: 401, error: error.toWire() };
      log.error('request-failed', { error: describeError(error) });
      return { status: 500, error: new ConfabError('internal').toWire() };
    }
  }
}

function participantIn(pathname: string): Participant | null {
  const [, room, identity] = path.exec(pathname) ?? [];
  if (room === undefined || identity === undefined) return null;
  try {
    return { room: decodeURIComponent(room), identity: decodeURIComponent(identity) };
  } catch (error) {
    // Not URI-encoded: nobody's address.
    if (error instanceof URIError) return null;
    throw error;
  }
}

function bearerToken(request: IncomingMessage): string {
  const [, token] = /^Bearer (\S{1,4096})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new ConfabError('token-invalid', 'no token');
  return token;
}

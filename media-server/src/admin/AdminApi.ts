import { ConfabError, type ErrorCode } from '@confab/shared-types';
import type { IncomingMessage } from 'node:http';
import type { ApiKeys } from '../ApiKeys.ts';
import type { HttpAnswer } from '../HttpAnswer.ts';
import { describeError, type Log } from '../Log.ts';
import type { Rooms } from '../rooms/Rooms.ts';
import { adminRoutes, type AdminRoute } from './adminRoutes.ts';
import { verifyAdminToken, type AdminTarget } from './verifyAdminToken.ts';

export interface AdminApiOptions {
  readonly apiKeys: ApiKeys;
  readonly rooms: Rooms;
  readonly log: Log;
}

const statusOf: Partial<Record<ErrorCode, number>> = {
  'token-invalid': 401,
  'token-expired': 401,
  'no-permission': 403,
  'malformed-message': 400,
  'message-too-large': 413,
  'not-found': 404,
  'peer-unknown': 404,
  'producer-unknown': 404,
  'session-expired': 404,
  'media-unavailable': 503,
};

/** What whoever holds an API secret may do over HTTP; see `api/mediaAdmin.ts` of the shared types. */
export class AdminApi {
  readonly #options: AdminApiOptions;

  constructor(options: AdminApiOptions) {
    this.#options = options;
  }

  /** Null when the request is for something else. */
  async answer(request: IncomingMessage, pathname: string): Promise<HttpAnswer | null> {
    const found = find(request.method ?? '', pathname);
    if (!found) return null;
    const { apiKeys, rooms, log } = this.#options;
    try {
      // Before anything is looked up: without the right to ask, nobody learns what there is.
      await verifyAdminToken(bearerToken(request), apiKeys, found.target);
      return await found.route.answer(rooms, found.target, request);
    } catch (error) {
      if (error instanceof ConfabError) {
        return { status: statusOf[error.code] ?? 400, error: error.toWire() };
      }
      log.error('request-failed', { error: describeError(error) });
      return { status: 500, error: new ConfabError('internal').toWire() };
    }
  }
}

function find(
  method: string,
  pathname: string,
): { readonly route: AdminRoute; readonly target: Required<AdminTarget> } | null {
  for (const route of adminRoutes) {
    if (route.method !== method) continue;
    const match = route.path.exec(pathname);
    if (!match) continue;
    const { room, identity } = match.groups ?? {};
    try {
      return { route, target: { room: decode(room), identity: decode(identity) } };
    } catch (error) {
      // Not URI-encoded: nobody's address.
      if (error instanceof URIError) return null;
      throw error;
    }
  }
  return null;
}

function decode(segment: string | undefined): string | undefined {
  return segment === undefined ? undefined : decodeURIComponent(segment);
}

function bearerToken(request: IncomingMessage): string {
  const [, token] = /^Bearer (\S{1,4096})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new ConfabError('token-invalid', 'no token');
  return token;
}

import {
  ConfabError,
  protocolVersions,
  serverInfoSchema,
  signInSchema,
  signUpSchema,
  updateMeSchema,
} from '@confab/shared-types';
import type { AccountId, SignUp } from '@confab/shared-types';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { readJson, sendJson, sendNothing } from '../connections/Router.ts';
import type { Route } from '../connections/Router.ts';
import type { Accounts } from './Accounts.ts';
import type { Sessions } from './Sessions.ts';

export interface ServerIdentity {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly calls: boolean;
}

export function accountRoutes(
  server: ServerIdentity,
  accounts: Accounts,
  sessions: Sessions,
  /** Tells those who see an account's name that it is another one. */
  onRenamed: (account: AccountId) => Promise<void>,
): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/server',
      handle({ response }) {
        const { id, ...rest } = server;
        const info = { server: id, protocol: protocolVersions.api, ...rest };
        sendJson(response, 200, serverInfoSchema.parse(info));
        return Promise.resolve();
      },
    },
    {
      method: 'POST',
      path: '/api/accounts',
      async handle({ request, response, address }) {
        sendJson(response, 201, await accounts.signUp(await readSignUp(request), address));
      },
    },
    {
      method: 'POST',
      path: '/api/sessions',
      async handle({ request, response, address }) {
        const wanted = await readJson(request, signInSchema);
        sendJson(response, 201, await accounts.signIn(wanted, address));
      },
    },
    {
      method: 'DELETE',
      path: '/api/sessions/current',
      async handle({ request, response }) {
        const { hash } = await sessions.authenticate(bearerToken(request));
        await sessions.end(hash);
        sendNothing(response);
      },
    },
    {
      method: 'GET',
      path: '/api/me',
      async handle({ response, account }) {
        sendJson(response, 200, await accounts.find(await account()));
      },
    },
    {
      method: 'PATCH',
      path: '/api/me',
      async handle({ request, response, account }) {
        const id = await account();
        const { name } = await readJson(request, updateMeSchema);
        const renamed = await accounts.rename(id, name);
        await onRenamed(id);
        sendJson(response, 200, renamed);
      },
    },
  ];
}

/** The token of `Authorization: Bearer …`. Throws `unauthenticated`. */
export function bearerToken(request: IncomingMessage): string {
  const match = /^Bearer ([^\s]{1,512})$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] === undefined) throw new ConfabError('unauthenticated');
  return match[1];
}

async function readSignUp(request: IncomingMessage): Promise<SignUp> {
  try {
    return await readJson(request, signUpSchema);
  } catch (error) {
    if (error instanceof z.ZodError && isShortPassword(error)) {
      throw new ConfabError('password-too-short', undefined, { cause: error });
    }
    throw error;
  }
}

function isShortPassword(error: z.ZodError): boolean {
  return error.issues.every(
    (issue) => issue.code === 'too_small' && issue.path.join('.') === 'password',
  );
}

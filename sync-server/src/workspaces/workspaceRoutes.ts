import {
  accountIdSchema,
  changeRoleSchema,
  ConfabError,
  createInvitationSchema,
  invitationCodeSchema,
  publishWorkspaceSchema,
  workspaceIdSchema,
} from '@confab/shared-types';
import { readJson, sendJson, sendNothing } from '../connections/Router.ts';
import type { Route } from '../connections/Router.ts';
import type { Invitations } from './Invitations.ts';
import type { OfflineWorkspaces } from './OfflineWorkspaces.ts';
import type { Workspaces } from './Workspaces.ts';

export function workspaceRoutes(
  workspaces: Workspaces,
  offline: OfflineWorkspaces,
): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/workspaces',
      async handle({ response, account }) {
        sendJson(response, 200, await workspaces.ofAccount(await account()));
      },
    },
    {
      method: 'PUT',
      path: '/api/workspaces/:id',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = workspaceIdSchema.parse(params['id']);
        const { name } = await readJson(request, publishWorkspaceSchema);
        sendJson(response, 200, await workspaces.publish(id, name, by));
      },
    },
    {
      method: 'DELETE',
      path: '/api/workspaces/:id',
      async handle({ response, params, account }) {
        const by = await account();
        await offline.take(workspaceIdSchema.parse(params['id']), by);
        sendNothing(response);
      },
    },
    {
      method: 'GET',
      path: '/api/workspaces/:id/members',
      async handle({ response, params, account }) {
        const id = workspaceIdSchema.parse(params['id']);
        sendJson(response, 200, await workspaces.members(id, await account()));
      },
    },
    {
      method: 'PUT',
      path: '/api/workspaces/:id/members/:account',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = workspaceIdSchema.parse(params['id']);
        const { role } = await readJson(request, changeRoleSchema);
        await workspaces.changeRole(id, by, accountIdSchema.parse(params['account']), role);
        sendNothing(response);
      },
    },
    {
      method: 'DELETE',
      path: '/api/workspaces/:id/members/:account',
      async handle({ response, params, account }) {
        const by = await account();
        const id = workspaceIdSchema.parse(params['id']);
        await workspaces.removeMember(id, by, accountIdSchema.parse(params['account']));
        sendNothing(response);
      },
    },
  ];
}

export function invitationRoutes(invitations: Invitations): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/workspaces/:id/invitations',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = workspaceIdSchema.parse(params['id']);
        const wanted = await readJson(request, createInvitationSchema);
        sendJson(response, 201, await invitations.create(id, by, wanted));
      },
    },
    {
      method: 'GET',
      path: '/api/workspaces/:id/invitations',
      async handle({ response, params, account }) {
        const by = await account();
        const id = workspaceIdSchema.parse(params['id']);
        sendJson(response, 200, await invitations.list(id, by));
      },
    },
    {
      method: 'DELETE',
      path: '/api/invitations/:code',
      async handle({ response, params, account }) {
        const by = await account();
        await invitations.revoke(parseCode(params['code']), by);
        sendNothing(response);
      },
    },
    {
      method: 'GET',
      path: '/api/invitations/:code',
      async handle({ response, params }) {
        sendJson(response, 200, await invitations.preview(parseCode(params['code'])));
      },
    },
    {
      method: 'POST',
      path: '/api/invitations/:code/accept',
      async handle({ response, params, account }) {
        const by = await account();
        sendJson(response, 200, await invitations.accept(parseCode(params['code']), by));
      },
    },
  ];
}

/** Throws `invitation-invalid`: a code of another form was never given out. */
export function parseCode(code: unknown): string {
  const parsed = invitationCodeSchema.safeParse(code);
  if (!parsed.success) throw new ConfabError('invitation-invalid');
  return parsed.data;
}

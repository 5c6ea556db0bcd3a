import packageJson from '../package.json' with { type: 'json' };
import { accountRoutes } from './accounts/accountRoutes.ts';
import { callRoutes, roomHookRoutes } from './calls/callRoutes.ts';
import { sendJson } from './connections/Router.ts';
import type { Route } from './connections/Router.ts';
import { fileRoutes } from './files/fileRoutes.ts';
import { uploadRoutes } from './files/uploadRoutes.ts';
import { linkRoutes } from './links/linkRoutes.ts';
import { publicRoutes } from './links/publicRoutes.ts';
import { pageRoutes } from './pages/pageRoutes.ts';
import type { Services, ServicesOptions } from './Services.ts';
import { guestRoutes } from './sharing/guestRoutes.ts';
import { versionRoutes } from './versions/versionRoutes.ts';
import { invitationRoutes, workspaceRoutes } from './workspaces/workspaceRoutes.ts';

/** Everything the server answers over HTTP. */
export function createRoutes(services: Services, options: ServicesOptions): readonly Route[] {
  const { accounts, sessions, workspaces, invitations, calls, rings, store, storage } = services;
  const { media, clock } = options;
  const files = { storage: storage.files, store, access: services.fileAccess, clock };
  const identity = {
    id: services.serverId,
    name: options.serverName,
    version: packageJson.version,
    calls: media !== null,
  };
  return [
    health,
    ...accountRoutes(identity, accounts, sessions, (account) =>
      services.workspaces.announceAccount(account),
    ),
    ...workspaceRoutes(workspaces, services.offline),
    ...invitationRoutes(invitations),
    ...guestRoutes(services.guests),
    ...pageRoutes(services.pageRemoval),
    ...versionRoutes(services.versions),
    ...callRoutes(calls, rings),
    ...roomHookRoutes(calls, media, clock),
    ...fileRoutes(files),
    ...uploadRoutes({ ...files, uploads: services.uploads }),
    ...linkRoutes(invitations),
    ...publicRoutes({
      links: services.publicLinks,
      pages: services.publicPages,
      files: { storage: storage.files, store },
    }),
  ];
}

const health: Route = {
  method: 'GET',
  path: '/healthz',
  handle({ response }) {
    sendJson(response, 200, { ok: true });
    return Promise.resolve();
  },
};

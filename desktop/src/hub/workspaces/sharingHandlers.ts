import { parseInvitationLink } from '../accounts/parseInvitationLink.ts';
import { ServerApi } from '../accounts/ServerApi.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { Outbound } from '../outbound/Outbound.ts';
import { askWorkspaceServer } from '../rpc/askWorkspaceServer.ts';
import type { HandlersOf } from '../rpc/handlers.ts';
import type { SharedPages } from './SharedPages.ts';
import type { Workspaces } from './Workspaces.ts';
import type { WorkspaceStore } from './WorkspaceStore.ts';

export interface SharingHandlerServices {
  readonly workspaces: Workspaces;
  readonly sharedPages: SharedPages;
  readonly workspaceStore: WorkspaceStore;
  readonly servers: Servers;
  readonly outbound: Outbound;
}

type Sharing = `invitations.${string}` | `guests.${string}` | `publicLink.${string}`;

export function sharingHandlers(services: SharingHandlerServices): HandlersOf<Sharing> {
  return {
    ...invitationHandlers(services),
    ...guestHandlers(services),
    'publicLink.get': async ({ workspace, page }) => ({
      link: await askWorkspaceServer(services, workspace, (api) => api.publicLink(workspace, page)),
    }),
    'publicLink.create': ({ workspace, page }) =>
      askWorkspaceServer(services, workspace, (api) => api.createPublicLink(workspace, page)),
    'publicLink.remove': async ({ workspace, page }) => {
      await askWorkspaceServer(services, workspace, (api) => api.removePublicLink(workspace, page));
      return {};
    },
  };
}

function invitationHandlers(services: SharingHandlerServices): HandlersOf<`invitations.${string}`> {
  const { workspaces, sharedPages, servers, outbound } = services;
  return {
    'invitations.create': ({ workspace, invitation }) =>
      askWorkspaceServer(services, workspace, (api) => api.createInvitation(workspace, invitation)),
    'invitations.list': ({ workspace }) =>
      askWorkspaceServer(services, workspace, (api) => api.invitations(workspace)),
    'invitations.revoke': ({ workspace, code }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.revokeInvitation(code);
        return await api.invitations(workspace);
      }),
    'invitations.inspect': async ({ link }) => {
      const { url, code } = parseInvitationLink(link);
      const { server } = await servers.probe(url);
      const preview = await new ServerApi(outbound, url).inspectInvitation(code);
      return { url, preview, signedIn: servers.link(server) !== null };
    },
    'invitations.accept': ({ link }) =>
      workspaces.join(link, (server) => sharedPages.refresh(server)),
  };
}

function guestHandlers(services: SharingHandlerServices): HandlersOf<`guests.${string}`> {
  const { sharedPages, workspaceStore } = services;
  return {
    'guests.list': ({ workspace, page }) =>
      askWorkspaceServer(services, workspace, (api) => api.guests(workspace, page)),
    'guests.add': ({ workspace, page, email, role }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.addGuest(workspace, page, { email, role });
        return await api.guests(workspace, page);
      }),
    'guests.change': ({ workspace, page, account, role }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.changeGuest(workspace, page, account, role);
        return await api.guests(workspace, page);
      }),
    'guests.remove': async ({ workspace, page, account }) => {
      const record = workspaceStore.get(workspace);
      if (record.guest === true && record.account === account) {
        await sharedPages.leave(workspace, page);
        return [];
      }
      return await askWorkspaceServer(services, workspace, async (api) => {
        await api.removeGuest(workspace, page, account);
        return await api.guests(workspace, page);
      });
    },
  };
}

import type { Servers } from '../accounts/Servers.ts';
import { askWorkspaceServer } from '../rpc/askWorkspaceServer.ts';
import type { HandlersOf } from '../rpc/handlers.ts';
import type { Departures } from './Departures.ts';
import type { Workspaces } from './Workspaces.ts';
import type { WorkspaceStore } from './WorkspaceStore.ts';

export interface WorkspaceHandlerServices {
  readonly workspaces: Workspaces;
  readonly departures: Departures;
  readonly workspaceStore: WorkspaceStore;
  readonly servers: Servers;
}

export function workspaceHandlers(
  services: WorkspaceHandlerServices,
): HandlersOf<`workspaces.${string}`> {
  const { workspaces, departures } = services;
  return {
    'workspaces.create': ({ name }) => workspaces.create(name),
    'workspaces.rename': ({ workspace, name }) => workspaces.rename(workspace, name),
    'workspaces.publish': ({ workspace, server }) => workspaces.publish(workspace, server),
    'workspaces.members': ({ workspace }) =>
      askWorkspaceServer(services, workspace, (api) => api.members(workspace)),
    'workspaces.changeRole': ({ workspace, account, role }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.changeRole(workspace, account, role);
        return await api.members(workspace);
      }),
    'workspaces.removeMember': ({ workspace, account }) =>
      askWorkspaceServer(services, workspace, async (api) => {
        await api.removeMember(workspace, account);
        return await api.members(workspace);
      }),
    'workspaces.takeOffline': ({ workspace }) => departures.takeOffline(workspace),
    'workspaces.leave': async ({ workspace }) => {
      await departures.leave(workspace);
      return {};
    },
    'workspaces.remove': async ({ workspace, force }) => {
      await departures.remove(workspace, force);
      return {};
    },
  };
}

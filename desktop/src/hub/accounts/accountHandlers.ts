import type { HandlersOf } from '../rpc/handlers.ts';
import type { Departures } from '../workspaces/Departures.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { Servers } from './Servers.ts';

export interface AccountHandlerServices {
  readonly servers: Servers;
  readonly departures: Departures;
  readonly workspaceStore: WorkspaceStore;
}

export function accountHandlers({
  servers,
  departures,
  workspaceStore,
}: AccountHandlerServices): HandlersOf<`servers.${string}` | `accounts.${string}`> {
  return {
    'servers.probe': ({ url }) => servers.probe(url),
    'accounts.signUp': (credentials) => servers.signUp(credentials),
    'accounts.signIn': async (credentials) => {
      const connection = await servers.signIn(credentials);
      // What was removed from this device comes back with whoever signs in anew.
      workspaceStore.forgetAllRemoved(connection.server.server);
      return connection;
    },
    'accounts.signOut': async ({ server, keepData = true, force = false }) => {
      await departures.signOut(server, keepData, force);
      return {};
    },
  };
}

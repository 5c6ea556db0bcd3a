import type { WorkspaceId } from '@confab/shared-types';
import type { LinkListener } from '../accounts/ServerLink.ts';
import { parseDocKey } from '../documents/docNames.ts';
import type { Linking, LinkingOptions } from './Linking.ts';

/** What is done about what the servers say. */
export function createLinkListener(linking: Linking, options: LinkingOptions): LinkListener {
  const { documents, events, onNews } = options;
  const { workspaceStore, connections } = options.stores;
  const boundTo = (server: string): readonly { readonly id: WorkspaceId }[] => {
    const account = connections.find(server)?.account.id;
    return account === undefined ? [] : workspaceStore.boundTo(server, account);
  };
  return {
    onState: (server) => {
      linking.connectionsChanged();
      const link = linking.servers.link(server);
      if (link?.state !== 'online') return;
      linking.refreshWorkspaces(server);
      linking.run(linking.servers.tellName(server));
      for (const { id } of boundTo(server)) {
        linking.deletions.send(id);
        link.files.upload(id);
      }
    },
    onRejected: (server, why) => {
      if (why === 'unauthenticated') linking.run(linking.servers.signedOut(server));
      else linking.connectionsChanged();
    },
    onEvent: onNews,
    onRole: (workspace, role) => linking.workspaces.setRole(workspace, role),
    onUnfollowed: (workspace, code) => linking.departures.unfollowed(workspace, code),
    onForbidden: (doc, code) => linking.giveUp(doc, code),
    onDeleted: (doc) => {
      const { kind } = parseDocKey(doc);
      // A page stays to be read; what was said in a call goes with its minutes, wherever it is.
      if (kind !== 'call' && kind !== 'speech') return;
      linking.links.ofDocument(doc)?.sync.forget(doc);
      documents.reset(doc);
    },
    onOpened: (doc) => linking.readers.arrived(doc),
    onRewound: (server, workspace) => {
      // Who may write nothing there has nothing to give back.
      const record = workspaceStore.find(workspace);
      if (record?.role === 'viewer' && record.guest !== true) return;
      linking.servers.link(server)?.files.offerAgain(workspace);
    },
    onProgress: () => linking.refresh(),
    onNotice: (code, doc) => events.emit('notice', { code, doc }),
  };
}

import type { AccountEvent } from '@confab/shared-types';
import type { Calls } from '../calls/Calls.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { ConnectionStore } from './ConnectionStore.ts';

export interface AccountNewsOptions {
  readonly connections: ConnectionStore;
  readonly workspaces: WorkspaceStore;
  readonly calls: Calls;
  readonly events: HubEvents;
  /** The workspaces of an account changed: the list is asked for again. */
  readonly onWorkspaces: (server: string) => void;
  /** The account was let into a page or out of it: the list of those is asked for again. */
  readonly onSharedPages: (server: string) => void;
}

/** Passes on what a server says befell the account there, and remembers how far it was heard. */
export class AccountNews {
  readonly #options: AccountNewsOptions;

  constructor(options: AccountNewsOptions) {
    this.#options = options;
  }

  receive(server: string, event: AccountEvent, cursor: number): void {
    const { connections, calls, events, onWorkspaces, onSharedPages } = this.#options;
    switch (event.type) {
      case 'ring':
        calls.onRing(server, event.ring);
        break;
      case 'call':
        calls.onCall(event.call);
        break;
      case 'workspace':
        onWorkspaces(server);
        events.emit('members', { workspace: event.workspace });
        break;
      case 'shared-pages':
        onSharedPages(server);
        break;
      case 'sharing':
        events.emit('sharing', { workspace: event.workspace });
        break;
      case 'presence':
        // Not kept by the server, so it moves no cursor.
        return this.#membersOf(server);
    }
    connections.update(server, { eventsCursor: cursor });
  }

  #membersOf(server: string): void {
    const { workspaces, events } = this.#options;
    for (const workspace of workspaces.list()) {
      if (workspace.server === server) events.emit('members', { workspace: workspace.id });
    }
  }
}

import type { AccountEvent } from '@confab/shared-types';
import type { Calls } from '../calls/Calls.ts';
import type { Rings } from '../calls/Rings.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { ConnectionStore } from './ConnectionStore.ts';

export interface AccountNewsOptions {
  readonly connections: ConnectionStore;
  readonly calls: Calls;
  readonly rings: Rings;
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
    const { connections, calls, rings, events, onWorkspaces, onSharedPages } = this.#options;
    switch (event.type) {
      case 'ring':
        rings.receive(server, event.ring);
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
      case 'presence': {
        const { account, online, activity } = event;
        // Not kept by the server, so it moves no cursor.
        return events.emit('presence', { server, account, online, activity });
      }
    }
    connections.update(server, { eventsCursor: cursor });
  }
}

import { ConfabError, yTypes } from '@confab/shared-types';
import type {
  Call,
  CallId,
  CallPerson,
  JoinTicket,
  MinutesTemplate,
  PageId,
  WorkspaceId,
} from '@confab/shared-types';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { Clock } from '../Clock.ts';
import { callDoc } from '../documents/docNames.ts';
import type { Documents } from '../documents/Documents.ts';
import type { Log } from '../log.ts';
import type { ProfileStore } from '../profile/ProfileStore.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';

export interface CallsOptions {
  readonly workspaces: WorkspaceStore;
  readonly connections: ConnectionStore;
  readonly servers: Servers;
  readonly documents: Documents;
  readonly events: HubEvents;
  /** Minutes are written in the language of whoever starts them. */
  readonly profile: Pick<ProfileStore, 'language' | 'preferences'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Calls, as the sync server keeps them; media goes from window to media server. */
export class Calls {
  readonly #options: CallsOptions;
  /** Calls this device joined, and when. */
  readonly #joined = new Map<CallId, number>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  running(workspace: WorkspaceId): Promise<Call[]> {
    return this.#options.servers.ask(this.serverOf(workspace), (api) =>
      api.runningCalls(workspace),
    );
  }

  async start(workspace: WorkspaceId, page: PageId | null): Promise<JoinTicket> {
    const server = this.serverOf(workspace);
    const call = await this.#options.servers.ask(server, (api) => api.startCall(workspace, page));
    return this.join(workspace, call.id);
  }

  async join(workspace: WorkspaceId, call: CallId): Promise<JoinTicket> {
    const server = this.serverOf(workspace);
    const ticket = await this.#options.servers.ask(server, (api) => api.joinTicket(call));
    this.#joined.set(call, this.#options.clock.now());
    this.#enterPeople(ticket.call);
    return ticket;
  }

  /** A ticket for seeing who is inside, without joining. */
  look(workspace: WorkspaceId, call: CallId): Promise<JoinTicket> {
    return this.#options.servers.ask(this.serverOf(workspace), (api) => api.lookTicket(call));
  }

  /** `template` absent: what this person's minutes begin with. */
  async transcribe(
    workspace: WorkspaceId,
    call: CallId,
    title: string,
    template?: MinutesTemplate,
  ): Promise<Call> {
    const server = this.serverOf(workspace);
    const { language, preferences } = this.#options.profile;
    const start = { title, language, template: template ?? preferences.minutesTemplate };
    const transcribed = await this.#options.servers.ask(server, (api) =>
      api.startTranscription(call, start),
    );
    this.#enterPeople(transcribed);
    return transcribed;
  }

  onCall(call: Call): void {
    this.#options.events.emit('call', call);
    this.#enterPeople(call);
    if (call.endedAt !== null) this.#joined.delete(call.id);
  }

  /** Once a call is transcribed, everyone in it writes down that they were. */
  #enterPeople(call: Call): void {
    const joinedAt = this.#joined.get(call.id);
    const workspace = this.#options.workspaces.find(call.workspace);
    if (call.minutesPage === null || joinedAt === undefined || workspace?.server == null) return;
    const { account } = this.#options.connections.get(workspace.server);
    const person: CallPerson = {
      account: account.id,
      person: account.person,
      name: account.name,
      joinedAt,
    };
    this.#options.documents
      .edit(callDoc(call.workspace, call.id), (ydoc) => {
        const people = ydoc.getMap(yTypes.people);
        if (!people.has(account.id)) people.set(account.id, person);
      })
      .catch((error: unknown) => this.#options.log('could not be entered into the minutes', error));
  }

  /** Throws `calls-unavailable` for a workspace of this device only. */
  serverOf(workspace: WorkspaceId): string {
    const { server } = this.#options.workspaces.get(workspace);
    if (server === null) throw new ConfabError('calls-unavailable', 'not on a server');
    return server;
  }
}

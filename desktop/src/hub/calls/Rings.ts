import { ConfabError } from '@confab/shared-types';
import type {
  AccountId,
  CallId,
  PageId,
  Ring,
  RingAction,
  RingId,
  WorkspaceId,
} from '@confab/shared-types';
import type { Host } from '../../shell/Host.ts';
import type { ConnectionStore } from '../accounts/ConnectionStore.ts';
import type { Servers } from '../accounts/Servers.ts';
import type { Clock } from '../Clock.ts';
import type { Log } from '../log.ts';
import type { Notifications } from '../notifications/Notifications.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';

export interface RingsOptions {
  readonly connections: ConnectionStore;
  readonly servers: Servers;
  readonly events: HubEvents;
  readonly notifications: Notifications;
  readonly host: Pick<Host, 'showRing' | 'endRing'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly serverOf: (workspace: WorkspaceId) => string;
  /** What a page is called; null: no such page is here. */
  readonly titleOf: (workspace: WorkspaceId, page: PageId) => string | null;
  readonly doNotDisturb: () => boolean;
  readonly onChange: () => void;
}

interface Incoming {
  readonly server: string;
  readonly ring: Ring;
  /** Milliseconds since the epoch when nobody will be rung any more. */
  readonly until: number;
  readonly cancelExpiry: () => void;
  shown: boolean;
}

/** A server that cannot be reached does not say that a ring is over; then it is, this much later. */
const graceMs = 5_000;

/** The rings of this person in both directions, as their servers keep them. */
export class Rings {
  readonly #options: RingsOptions;
  readonly #incoming = new Map<RingId, Incoming>();
  /** Rings that this device started and nobody has answered. */
  readonly #outgoing = new Map<RingId, { readonly server: string; readonly call: CallId }>();

  constructor(options: RingsOptions) {
    this.#options = options;
  }

  /** How many rings reach the person now. */
  get ringing(): number {
    return this.#options.doNotDisturb() ? 0 : this.#incoming.size;
  }

  /** The rings that wait for this person, as they stand now. */
  waiting(): { server: string; ring: Ring }[] {
    return [...this.#incoming.values()].map((incoming) => ({
      server: incoming.server,
      ring: this.#now(incoming),
    }));
  }

  close(): void {
    for (const { cancelExpiry } of this.#incoming.values()) cancelExpiry();
    this.#incoming.clear();
  }

  async start(
    workspace: WorkspaceId,
    call: CallId,
    accounts?: readonly AccountId[],
  ): Promise<Ring[]> {
    const server = this.#options.serverOf(workspace);
    const rings = await this.#options.servers.ask(server, (api) => api.startRings(call, accounts));
    for (const ring of rings) {
      if (ring.state === 'ringing') this.#outgoing.set(ring.id, { server, call });
    }
    return rings;
  }

  act(server: string, ring: RingId, action: RingAction, message?: string): Promise<Ring> {
    return this.#options.servers.ask(server, (api) => api.actOnRing(ring, action, message));
  }

  /** A server told how a ring stands. */
  receive(server: string, ring: Ring): void {
    const { connections, clock, events, notifications, onChange } = this.#options;
    const self = connections.find(server)?.account.id;
    if (ring.state === 'ringing') {
      if (self === ring.to.account && !this.#incoming.has(ring.id)) {
        const until = clock.now() + ring.remainingMs;
        const cancelExpiry = clock.after(ring.remainingMs + graceMs, () => {
          this.#end(ring);
          onChange();
        });
        this.#incoming.set(ring.id, { server, ring, until, cancelExpiry, shown: false });
      }
    } else {
      this.#outgoing.delete(ring.id);
      this.#end(ring);
      if (self !== undefined) notifications.onRing(server, ring, self);
    }
    this.refresh();
    onChange();
    events.emit('ring', { server, ring });
  }

  /** Whether the person may be disturbed has changed, or what rings. */
  refresh(): void {
    const { host, doNotDisturb } = this.#options;
    const quiet = doNotDisturb();
    for (const incoming of this.#incoming.values()) {
      if (incoming.shown !== quiet) continue;
      incoming.shown = !quiet;
      if (quiet) host.endRing(incoming.ring);
      else host.showRing(incoming.server, this.#now(incoming), this.#about(incoming.ring));
    }
  }

  /** No window of this device is in these calls any more: nobody is rung for them from here. */
  leftCalls(calls: readonly CallId[]): void {
    for (const [ring, { server, call }] of this.#outgoing) {
      if (!calls.includes(call)) continue;
      this.#outgoing.delete(ring);
      this.act(server, ring, 'cancel').catch((error: unknown) => {
        if (error instanceof ConfabError && error.code === 'ring-ended') return;
        this.#options.log('a ring could not be cancelled', error);
      });
    }
  }

  #now({ ring, until }: Incoming): Ring {
    return { ...ring, remainingMs: Math.max(0, until - this.#options.clock.now()) };
  }

  #about({ workspace, page }: Ring): string | null {
    return page === null ? null : this.#options.titleOf(workspace, page);
  }

  #end(ring: Ring): void {
    const incoming = this.#incoming.get(ring.id);
    incoming?.cancelExpiry();
    this.#incoming.delete(ring.id);
    if (incoming?.shown === true) this.#options.host.endRing(ring);
  }
}

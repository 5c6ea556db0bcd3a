import type { LocalWorkspace, SyncStatus, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';

/** How a workspace's connection to its server stands. */
export interface LinkStatus {
  readonly state: 'offline' | 'online' | 'signed-out' | 'no-permission';
  /** Every document was compared with the server's in this connection, and what was sent committed. */
  readonly caughtUp: boolean;
}

export interface SyncStatusesOptions {
  readonly workspaces: () => readonly LocalWorkspace[];
  readonly store: DocumentStore;
  readonly link: (workspace: WorkspaceId) => LinkStatus;
  /** Files and deletions that the server has not got: how many, and since when. */
  readonly waitingBesides: (workspace: WorkspaceId) => Waiting;
  readonly clock: Clock;
  readonly onChange: (statuses: SyncStatus[]) => void;
}

export interface Waiting {
  readonly count: number;
  /** Milliseconds since the epoch of the oldest; null when there are none. */
  readonly since: number | null;
}

const tellAtMostEveryMs = 150;

/**
 * What is said about the safety of each workspace. `synced` follows from what is acknowledged on
 * disk at the moment it is said, never from what was sent.
 */
export class SyncStatuses {
  readonly #options: SyncStatusesOptions;
  #told = '';
  #toldSynced = false;
  #closed = false;
  #scheduled: (() => void) | null = null;

  constructor(options: SyncStatusesOptions) {
    this.#options = options;
  }

  all(): SyncStatus[] {
    return this.#options.workspaces().map((workspace) => this.#of(workspace));
  }

  /** What the server of a workspace has not got: edits, files and deletions. */
  waiting(id: WorkspaceId): Waiting {
    const edits = this.#options.store.waitingOf(id);
    const besides = this.#options.waitingBesides(id);
    const sinces = [edits.since, besides.since].filter((since) => since !== null);
    return {
      count: edits.count + besides.count,
      since: sinces.length === 0 ? null : Math.min(...sinces),
    };
  }

  /**
   * Something may have changed: it is told soon, once, if it did. That something is no longer
   * synced is told at once.
   */
  refresh(): void {
    if (this.#closed) return;
    if (this.#toldSynced) this.#tell();
    this.#scheduled ??= this.#options.clock.after(tellAtMostEveryMs, () => {
      this.#scheduled = null;
      this.#tell();
    });
  }

  close(): void {
    this.#closed = true;
    this.#scheduled?.();
    this.#scheduled = null;
  }

  #tell(): void {
    const statuses = this.all();
    const told = JSON.stringify(statuses);
    if (told === this.#told) return;
    this.#told = told;
    this.#toldSynced = statuses.some(({ state }) => state === 'synced');
    this.#options.onChange(statuses);
  }

  #of({ id, server }: LocalWorkspace): SyncStatus {
    const quarantined = this.#options.store.quarantinedOf(id).length;
    const common = { workspace: id, quarantined };
    if (server === null) return { ...common, state: 'local', waiting: 0, waitingSince: null };
    const { count: waiting, since: waitingSince } = this.waiting(id);
    const link = this.#options.link(id);
    const settled = waiting === 0 && link.caughtUp;
    const state = link.state === 'online' ? (settled ? 'synced' : 'syncing') : link.state;
    return { ...common, state, waiting, waitingSince };
  }
}

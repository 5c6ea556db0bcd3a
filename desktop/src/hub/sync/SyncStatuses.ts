import type { LocalWorkspace, SyncStatus, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';

/** How a workspace's connection to its server stands. */
export interface LinkStatus {
  readonly state: 'offline' | 'online' | 'signed-out' | 'no-permission';
  /** Every document was compared with the server's in this connection. */
  readonly caughtUp: boolean;
  readonly waitingFiles: number;
}

export interface SyncStatusesOptions {
  readonly workspaces: () => readonly LocalWorkspace[];
  readonly store: DocumentStore;
  readonly link: (workspace: WorkspaceId) => LinkStatus;
  readonly clock: Clock;
  readonly onChange: (statuses: SyncStatus[]) => void;
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
    if (server === null) return { workspace: id, state: 'local', waiting: 0, waitingSince: null };
    const { count, since } = this.#options.store.waitingOf(id);
    const link = this.#options.link(id);
    const waiting = count + link.waitingFiles;
    const settled = waiting === 0 && link.caughtUp;
    const state = link.state === 'online' ? (settled ? 'synced' : 'syncing') : link.state;
    return { workspace: id, state, waiting, waitingSince: since };
  }
}

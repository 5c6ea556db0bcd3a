import type { HubResult, WorkspaceId } from '@confab/shared-types';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { Files } from '../files/Files.ts';
import type { WorkspaceLinks } from '../workspaces/WorkspaceLinks.ts';
import type { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import type { PendingDeletions } from './PendingDeletions.ts';
import { syncDetails } from './syncDetails.ts';
import type { LinkStatus, Waiting } from './SyncStatuses.ts';

export interface LinkProgressOptions {
  readonly workspaceStore: WorkspaceStore;
  readonly store: DocumentStore;
  readonly files: Files;
  readonly links: WorkspaceLinks;
  readonly deletions: PendingDeletions;
}

/** How far each workspace is with its server. */
export class LinkProgress {
  readonly #options: LinkProgressOptions;

  constructor(options: LinkProgressOptions) {
    this.#options = options;
  }

  status(workspace: WorkspaceId): LinkStatus {
    const { links, workspaceStore } = this.#options;
    const detached = workspaceStore.find(workspace)?.detached;
    if (detached !== undefined) return { state: 'no-permission', caughtUp: false };
    const link = links.of(workspace);
    if (link === null) return { state: 'signed-out', caughtUp: false };
    if (link.state !== 'online') return { state: 'offline', caughtUp: false };
    return { state: 'online', caughtUp: link.sync.caughtUp(workspace) };
  }

  /** Files and deletions that the server has not got. */
  waitingBesides(workspace: WorkspaceId): Waiting {
    const sinces = [
      ...this.#options.files.waitingUploads(workspace).map(({ addedAt }) => addedAt),
      ...this.#options.deletions.list(workspace).map(({ since }) => since),
    ];
    return { count: sinces.length, since: sinces.length === 0 ? null : Math.min(...sinces) };
  }

  /** What is not safe yet, one by one; throws `not-found` for a workspace that is not here. */
  details(workspace: WorkspaceId): HubResult<'sync.details'> {
    const { workspaceStore, links, files } = this.#options;
    if (workspaceStore.get(workspace).server === null) return { documents: [], files: [] };
    const link = links.of(workspace);
    return syncDetails(
      {
        ...this.#options,
        waitingUploads: (id) => files.waitingUploads(id),
        error: (doc) => link?.sync.error(doc) ?? null,
        progress: (file) => link?.files.progress(file) ?? { sentBytes: 0, error: null },
      },
      workspace,
    );
  }

  /** Tries now what would be tried later. */
  retry(workspace: WorkspaceId): void {
    this.#options.links.of(workspace)?.retry(workspace);
    this.#options.deletions.send(workspace);
  }
}

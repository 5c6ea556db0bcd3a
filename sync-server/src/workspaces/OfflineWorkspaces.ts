import type { AccountId } from '@confab/shared-types';
import type { Calls } from '../calls/Calls.ts';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { FileStore } from '../files/FileStore.ts';
import type { PartialUploads } from '../files/PartialUploads.ts';
import type { Log } from '../Log.ts';
import type { AccountEvents } from '../presence/AccountEvents.ts';
import type { SharingNews } from '../sharing/SharingNews.ts';
import type { FormerMember } from '../storage/SharingStorage.ts';
import type { Storage } from '../storage/Storage.ts';
import type { Roles } from './Roles.ts';

export interface OfflineWorkspacesOptions {
  readonly storage: Pick<Storage, 'workspaces' | 'removals'>;
  readonly documents: Documents;
  readonly store: FileStore;
  readonly uploads: PartialUploads;
  readonly calls: Pick<Calls, 'abandon'>;
  readonly roles: Roles;
  readonly events: AccountEvents;
  readonly news: SharingNews;
  readonly clock: Clock;
  readonly log: Log;
}

const documentsAtOnce = 20;

/**
 * Workspaces on their way out. First, at once and for good, nobody is in it any more; then its data
 * goes step by step. What a kill leaves undone is done at the next start.
 */
export class OfflineWorkspaces {
  readonly #options: OfflineWorkspacesOptions;
  readonly #removals = new Map<string, Promise<void>>();

  constructor(options: OfflineWorkspacesOptions) {
    this.#options = options;
  }

  /** Goes on with what an earlier run began. */
  async resume(): Promise<void> {
    const { storage, log } = this.#options;
    for (const workspace of await storage.removals.unfinished()) {
      this.#remove(workspace).catch((error: unknown) => {
        log.failure('removal-failed', error, { workspace });
      });
    }
  }

  /**
   * Resolves when nothing of it is left. Idempotent for its owners. Throws `no-permission`, and
   * `not-found` for others who were in it when it was taken offline before.
   */
  async take(workspace: string, by: AccountId): Promise<void> {
    const { storage, roles, clock } = this.#options;
    if ((await storage.removals.formerly(workspace, by)) !== 'owner') {
      await roles.require(workspace, by, 'owner');
      const former = await storage.removals.takeOffline(workspace, clock.now());
      await this.#announce(workspace, former);
    }
    await this.finished(workspace);
  }

  /** Resolves when the data of a workspace that was taken offline is gone; at once for any other. */
  async finished(workspace: string): Promise<void> {
    const unfinished = await this.#options.storage.removals.unfinished();
    if (unfinished.includes(workspace)) await this.#remove(workspace);
  }

  /** Lets removals that are under way come to their end. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.#removals.values());
  }

  #remove(workspace: string): Promise<void> {
    const running = this.#removals.get(workspace);
    if (running !== undefined) return running;
    const removal = this.#removeAll(workspace).finally(() => this.#removals.delete(workspace));
    this.#removals.set(workspace, removal);
    return removal;
  }

  async #removeAll(workspace: string): Promise<void> {
    const { storage, documents, store, uploads, calls } = this.#options;
    await documents.closeWorkspace(workspace);
    await calls.abandon(workspace);
    await store.removeWorkspace(workspace);
    await uploads.removeWorkspace(workspace);
    while (await storage.removals.removeSome(workspace, documentsAtOnce)) {
      // Everybody else's work comes in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    documents.reopenWorkspace(workspace);
  }

  async #announce(workspace: string, former: readonly FormerMember[]): Promise<void> {
    const { events, news } = this.#options;
    for (const { account } of former) await news.ofRights(workspace, account);
    const members = former.filter(({ role }) => role !== null);
    const guests = former.filter(({ role }) => role === null);
    await events.append(accountsOf(members), 'workspace', workspace);
    await events.append(accountsOf(guests), 'shared-pages', '');
  }
}

function accountsOf(former: readonly FormerMember[]): readonly AccountId[] {
  return former.map((each) => each.account);
}

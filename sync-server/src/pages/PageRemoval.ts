import type { AccountId, PageId } from '@confab/shared-types';
import type { Bus } from '../bus/Bus.ts';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { SharingNews } from '../sharing/SharingNews.ts';
import type { Storage } from '../storage/Storage.ts';
import type { Roles } from '../workspaces/Roles.ts';
import { documentsOfPage } from './pageDocuments.ts';
import { wordsOfMinutes } from './wordsOfMinutes.ts';

export interface PageRemovalOptions {
  readonly storage: Pick<Storage, 'calls' | 'documents' | 'grants' | 'removals'>;
  readonly documents: Documents;
  readonly roles: Roles;
  readonly news: SharingNews;
  readonly bus: Bus;
  readonly clock: Clock;
}

/**
 * Pages deleted for good: what stays is a tombstone that refuses whatever comes later. With minutes
 * goes what was said.
 */
export class PageRemoval {
  readonly #options: PageRemovalOptions;

  constructor(options: PageRemovalOptions) {
    this.#options = options;
  }

  /** Idempotent, also for a page that never came here. Throws `no-permission`. */
  async delete(workspace: string, page: PageId, by: AccountId): Promise<void> {
    const { storage, documents, roles, news, bus, clock } = this.#options;
    await roles.require(workspace, by, 'editor');
    const guests = await storage.grants.ofPage(workspace, page);
    const words = await wordsOfMinutes({ storage, documents }, workspace, page);
    const names = [...documentsOfPage(page), ...words];
    await storage.removals.deletePage(workspace, page, names, clock.now());
    const docs = names.map((name) => `${workspace}/${name}`);
    documents.drop(docs);
    // Before their grants are known to be gone, so that guests hear why.
    await bus.publish('deleted', { workspace, docs });
    await news.ofGuests(
      workspace,
      guests.map((guest) => guest.account),
    );
  }
}

import { ConfabError } from '@confab/shared-types';
import type { AccountId, PageId, PublicLink } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import { newId } from '../newId.ts';
import type { SharingNews } from '../sharing/SharingNews.ts';
import type { StoredPublicLink } from '../storage/SharingStorage.ts';
import type { Storage } from '../storage/Storage.ts';
import type { Roles } from '../workspaces/Roles.ts';

export interface PublicLinksOptions {
  readonly storage: Pick<Storage, 'publicLinks' | 'removals'>;
  readonly roles: Roles;
  readonly news: SharingNews;
  readonly clock: Clock;
  /** Where people reach this server, without a slash at its end. */
  readonly publicUrl: () => string;
}

/** Links under which anybody may read one page. */
export class PublicLinks {
  readonly #options: PublicLinksOptions;

  constructor(options: PublicLinksOptions) {
    this.#options = options;
  }

  /** Idempotent. Throws `no-permission` below editor, `page-deleted`. */
  async create(workspace: string, page: PageId, by: AccountId): Promise<PublicLink> {
    const { storage, roles, news, clock } = this.#options;
    await roles.require(workspace, by, 'editor');
    if (await storage.removals.isDeleted(workspace, `page/${page}`)) {
      throw new ConfabError('page-deleted');
    }
    const wanted = { code: newId(), workspace, page, createdBy: by, createdAt: clock.now() };
    const link = await storage.publicLinks.addOrFind(wanted);
    if (link.code === wanted.code) await news.ofSharing(workspace);
    return this.#describe(link);
  }

  /** Throws `no-permission` below editor. */
  async ofPage(workspace: string, page: PageId, by: AccountId): Promise<PublicLink | null> {
    const { storage, roles } = this.#options;
    await roles.require(workspace, by, 'editor');
    const link = await storage.publicLinks.ofPage(workspace, page);
    return link === null ? null : this.#describe(link);
  }

  /** Idempotent. Throws `no-permission` below editor. */
  async remove(workspace: string, page: PageId, by: AccountId): Promise<void> {
    const { storage, roles, news } = this.#options;
    await roles.require(workspace, by, 'editor');
    await storage.publicLinks.remove(workspace, page);
    await news.ofSharing(workspace);
  }

  #describe({ code, createdAt }: StoredPublicLink): PublicLink {
    return { code, url: `${this.#options.publicUrl()}/p/${code}`, createdAt };
  }
}

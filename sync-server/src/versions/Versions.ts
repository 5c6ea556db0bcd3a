import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { ConfabError, versionsKeptPerPage } from '@confab/shared-types';
import type { AccountId, DocKey, PageId, PageVersion } from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Clock } from '../Clock.ts';
import type { DocumentRights } from '../documents/DocumentRights.ts';
import type { Documents } from '../documents/Documents.ts';
import { partsOf } from '../documents/DocumentRights.ts';
import { findFileReferences } from '../files/findFileReferences.ts';
import { newId } from '../newId.ts';
import { pageDocument } from '../pages/pageDocuments.ts';
import type { Storage } from '../storage/Storage.ts';
import type { StoredVersion } from '../storage/VersionStorage.ts';
import type { Roles } from '../workspaces/Roles.ts';
import { thinVersions } from './thinVersions.ts';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** The state vector of somebody who has nothing. */
const nothing = Uint8Array.of(0);
const attempts = 3;

export interface VersionsOptions {
  readonly storage: Pick<Storage, 'versions' | 'removals'>;
  readonly documents: Documents;
  readonly rights: DocumentRights;
  readonly roles: Roles;
  readonly accounts: Accounts;
  readonly clock: Clock;
}

/** Kept states of pages: full states, so that each can be read without any other. */
export class Versions {
  readonly #options: VersionsOptions;

  constructor(options: VersionsOptions) {
    this.#options = options;
  }

  /** Newest first. Throws `no-permission`, `page-deleted`. */
  async list(workspace: string, page: PageId, by: AccountId): Promise<readonly PageVersion[]> {
    const doc = await this.#require(workspace, page, by, 'read');
    const versions = await this.#options.storage.versions.list(doc);
    return await Promise.all(versions.map((version) => this.#describe(version)));
  }

  /** The state as a Yjs update. Throws `no-permission`, `page-deleted`, `version-unknown`. */
  async state(workspace: string, page: PageId, by: AccountId, id: string): Promise<Uint8Array> {
    const doc = await this.#require(workspace, page, by, 'read');
    const payload = await this.#options.storage.versions.payload(doc, id);
    if (payload === null) throw new ConfabError('version-unknown');
    return await unpack(payload);
  }

  /**
   * Keeps the present state; when the last version holds it already, that one is named. Throws
   * `no-permission`, `page-deleted`, `not-found` for a page nobody has written.
   */
  async keep(
    workspace: string,
    page: PageId,
    by: AccountId,
    name: string | null,
  ): Promise<PageVersion> {
    const { storage, documents } = this.#options;
    const doc = await this.#require(workspace, page, by, 'write');
    const seq = await documents.read(doc, (live) => live.seq);
    if (seq === 0) throw new ConfabError('not-found');
    const latest = await storage.versions.latest(doc);
    if (latest?.seq === seq && (latest.name === null || name === null)) {
      const named = name === null ? latest : await storage.versions.rename(doc, latest.id, name);
      return await this.#describe(named ?? latest);
    }
    return await this.#describe(await this.#keepState(doc, name));
  }

  /** Throws `no-permission`, `page-deleted`, `version-unknown`. */
  async rename(
    workspace: string,
    page: PageId,
    by: AccountId,
    wanted: { readonly id: string; readonly name: string | null },
  ): Promise<PageVersion> {
    const doc = await this.#require(workspace, page, by, 'write');
    const renamed = await this.#options.storage.versions.rename(doc, wanted.id, wanted.name);
    if (renamed === null) throw new ConfabError('version-unknown');
    return await this.#describe(renamed);
  }

  /** Keeps what no version holds yet, if there is anything. Throws `page-deleted`, `not-found`. */
  async keepSpell(doc: DocKey): Promise<void> {
    const seq = await this.#options.documents.read(doc, (live) => live.seq);
    const latest = await this.#options.storage.versions.latest(doc);
    if (seq > (latest?.seq ?? 0)) await this.#keepState(doc, null);
  }

  async #keepState(doc: DocKey, name: string | null): Promise<StoredVersion> {
    const { storage, documents, clock } = this.#options;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { seq, state } = await documents.read(doc, (live) => ({
        seq: live.seq,
        state: live.missing(nothing),
      }));
      const kept = await storage.versions.add({
        id: newId(),
        doc,
        seq,
        name,
        size: state.length,
        payload: await pack(state),
        files: findFileReferences(state, partsOf(doc).workspace),
        keptAt: clock.now(),
      });
      if (kept === null) continue;
      await this.#thin(doc);
      return kept;
    }
    throw new ConfabError('storage-failed', 'the page was compacted each time');
  }

  async #thin(doc: DocKey): Promise<void> {
    const { storage, clock } = this.#options;
    const thinning = thinVersions(
      await storage.versions.list(doc),
      clock.now(),
      versionsKeptPerPage,
    );
    if (thinning.remove.length > 0) await storage.versions.thin(thinning.remove, thinning.authors);
  }

  async #require(
    workspace: string,
    page: PageId,
    by: AccountId,
    least: 'read' | 'write',
  ): Promise<DocKey> {
    const { rights, roles, storage } = this.#options;
    const doc = pageDocument(workspace, page);
    const access = await rights.of(doc, by);
    if (access === 'none') throw await roles.refusal(workspace, by);
    if (least === 'write' && access !== 'write') throw new ConfabError('no-permission');
    if (await storage.removals.isDeleted(workspace, `page/${page}`)) {
      throw new ConfabError('page-deleted');
    }
    return doc;
  }

  async #describe({ id, at, name, authors, size }: StoredVersion): Promise<PageVersion> {
    const { accounts } = this.#options;
    const people = await Promise.all(
      authors.map(async ({ account }) => {
        const found = await accounts.find(account);
        return { account, person: found.person, name: found.name };
      }),
    );
    return { id, at, authors: people, name, sizeBytes: size };
  }
}

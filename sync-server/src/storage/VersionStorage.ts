import type { AccountId, DocKey } from '@confab/shared-types';

export interface VersionAuthor {
  readonly account: AccountId;
  readonly edits: number;
}

export interface StoredVersion {
  readonly id: string;
  /** Of the last edit that is in it. */
  readonly at: number;
  /** The document's number then. */
  readonly seq: number;
  readonly name: string | null;
  /** Who edited since the version before, most edits first. */
  readonly authors: readonly VersionAuthor[];
  /** Bytes of the state before it was packed. */
  readonly size: number;
}

export interface NewVersion {
  readonly id: string;
  readonly doc: DocKey;
  readonly seq: number;
  readonly name: string | null;
  readonly size: number;
  /** The state at `seq`, packed as the caller likes. */
  readonly payload: Uint8Array;
  /** Files that this state refers to. */
  readonly files: readonly string[];
  /** When it is kept, should nothing say when the last edit was. */
  readonly keptAt: number;
}

/** Edits that no version holds yet. */
export interface UnversionedEdits {
  readonly doc: DocKey;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Kept states of pages. Every row has its checksum. */
export interface VersionStorage {
  /**
   * Keeps a version, with the authors of what came since the last one. Null, and nothing is kept,
   * when the document was deleted or compacted beyond `seq`, so that nobody can say who wrote what.
   */
  add(version: NewVersion): Promise<StoredVersion | null>;
  /** Newest first. */
  list(doc: DocKey): Promise<readonly StoredVersion[]>;
  latest(doc: DocKey): Promise<StoredVersion | null>;
  /** Null: no such version. Throws `data-damaged` when its checksum fails. */
  payload(doc: DocKey, id: string): Promise<Uint8Array | null>;
  /** Null: no such version. */
  rename(doc: DocKey, id: string, name: string | null): Promise<StoredVersion | null>;
  /** Removes versions and rewrites the authors of others, in one transaction. */
  thin(
    remove: readonly string[],
    authors: ReadonlyMap<string, readonly VersionAuthor[]>,
  ): Promise<void>;
  /** Pages with edits that no version holds. */
  unversioned(): Promise<readonly UnversionedEdits[]>;
}

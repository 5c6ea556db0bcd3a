import type { AccountId, Activity, DocKey } from '@confab/shared-types';

/** What one node tells all nodes, itself included. News, never the truth: that is in the storage. */
export interface BusTopics {
  /** Somebody's role in a workspace, or in pages of it, changed; what is remembered is stale. */
  readonly role: { readonly workspace: string; readonly account: AccountId };
  /** Documents were deleted for good. */
  readonly deleted: { readonly workspace: string; readonly docs: readonly DocKey[] };
  /** There are new events for these accounts. */
  readonly events: { readonly accounts: readonly AccountId[] };
  /** The first stream of an account opened, its last one closed, or it does something else now. */
  readonly presence: {
    readonly account: AccountId;
    readonly online: boolean;
    readonly activity: Activity;
  };
  /** An account goes by another name. */
  readonly name: { readonly account: AccountId; readonly name: string };
  /** A device was signed out. */
  readonly session: { readonly hash: string };
}

export type BusTopic = keyof BusTopics;
export type BusListener<T extends BusTopic> = (message: BusTopics[T]) => void;

export interface Bus {
  /** Resolves once the message is on its way; listeners are called later, never during the call. */
  publish<T extends BusTopic>(topic: T, message: BusTopics[T]): Promise<void>;
  /** Returns what ends the subscription. Messages of one topic arrive in the order of publishing. */
  subscribe<T extends BusTopic>(topic: T, listener: BusListener<T>): () => void;
  close(): Promise<void>;
}

import type { AccountId, DocKey, ErrorCode, Role, WorkspaceId } from '@confab/shared-types';
import type { Clock } from '../Clock.ts';
import type { Documents } from '../documents/Documents.ts';
import type { DocumentStore } from '../documents/DocumentStore.ts';
import type { Log } from '../log.ts';
import type { DocumentAccess } from '../workspaces/DocumentAccess.ts';
import type { ForbiddenCode } from './DocumentSync.ts';
import type { Rejection, ServerSocketState } from './ServerSocket.ts';
import type { OpenSocket } from './Socket.ts';

export interface SyncClientListener {
  onState(state: ServerSocketState): void;
  onRejected(why: Rejection): void;
  onRole(workspace: WorkspaceId, role: Role | 'guest'): void;
  /** The workspace may no longer be followed; `not-found`: it was taken offline. */
  onUnfollowed(workspace: WorkspaceId, code: ErrorCode): void;
  /** The server does not take what was written here. */
  onForbidden(doc: DocKey, code: ForbiddenCode): void;
  /** The server deleted it for good. */
  onDeleted(doc: DocKey): void;
  /** The server's state of a document is here. */
  onOpened(doc: DocKey): void;
  /** The server was restored from a backup; told once a connection. */
  onRewound(workspace: WorkspaceId): void;
  onProgress(): void;
  onNotice(code: ErrorCode, doc: DocKey): void;
}

export interface SyncClientOptions {
  /** Address of the server's `/sync`. */
  readonly url: string;
  /** Who must answer there: another server, or another account, gets none of our edits. */
  readonly server: string;
  readonly account: AccountId;
  readonly session: string;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly access: DocumentAccess;
  /** Whether a document was deleted here for good, and is not to be fetched again. */
  readonly isDeleted: (doc: DocKey) => boolean;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly listener: SyncClientListener;
}

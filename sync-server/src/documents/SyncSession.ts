import { closeCodes, ConfabError, protocolVersions, syncRequestSchema } from '@confab/shared-types';
import type { Access, AccountId, DocKey, SyncFrame, SyncRequest } from '@confab/shared-types';
import type { Accounts } from '../accounts/Accounts.ts';
import type { Session, Sessions } from '../accounts/Sessions.ts';
import type { Bus } from '../bus/Bus.ts';
import { ClientSocket } from '../connections/ClientSocket.ts';
import type { UpgradedSocket } from '../connections/ClientSocket.ts';
import { requireHello } from '../connections/requireHello.ts';
import { parseTextMessage } from '../connections/parseTextMessage.ts';
import { asConfabError } from '../connections/Router.ts';
import type { Log } from '../Log.ts';
import type { AwarenessMember, AwarenessRelay } from '../presence/AwarenessRelay.ts';
import { stampedUser } from '../presence/AwarenessRelay.ts';
import { partsOf } from './DocumentRights.ts';
import type { CommittedEdit, DocumentReader } from './Documents.ts';
import { FollowedWorkspaces } from './FollowedWorkspaces.ts';
import type { FollowedWorkspacesOptions } from './FollowedWorkspaces.ts';
import { FrameSocket } from './FrameSocket.ts';

export interface SyncSessionOptions extends FollowedWorkspacesOptions {
  readonly serverId: string;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly awareness: AwarenessRelay;
  readonly bus: Bus;
  readonly log: Log;
  readonly backlogLimitBytes: number;
}

/**
 * In the answer to an edit that brought nothing new. With the number of somebody else's commit, which
 * may still be on its way there, the hub would take that one for its own.
 */
const noCommit = 0;

/** In a refusal that answers no edit. */
const noBatch = 0;

type EditFrame = Extract<SyncFrame, { kind: 'edit' }>;

/** One `/sync` connection: all documents of one hub, on behalf of one account. */
export class SyncSession implements DocumentReader {
  readonly #options: SyncSessionOptions;
  readonly #socket: ClientSocket;
  readonly #frames: FrameSocket;
  readonly #open = new Map<DocKey, Access>();
  readonly #followed: FollowedWorkspaces;
  readonly #endings: (() => void)[] = [];
  #session: Session | null = null;
  #cursor: AwarenessMember | null = null;

  constructor(socket: UpgradedSocket, options: SyncSessionOptions) {
    this.#options = options;
    this.#socket = new ClientSocket(
      socket,
      {
        onMessage: (data, isBinary) => this.#onMessage(data, isBinary),
        onError: (error) => this.#onError(error),
        onClose: () => this.#end(),
      },
      options.backlogLimitBytes,
    );
    this.#frames = new FrameSocket(this.#socket);
    this.#followed = new FollowedWorkspaces(options, {
      reply: (reply) => this.#frames.reply(reply),
      isOpen: (doc) => this.#open.has(doc),
    });
    this.#endings.push(requireHello(this.#socket, () => this.#session !== null));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  onEdit(edit: CommittedEdit): void {
    this.#frames.sendEdit(edit);
  }

  async #onMessage(data: Buffer, isBinary: boolean): Promise<void> {
    if (!isBinary) {
      await this.#onRequest(parseTextMessage(data, isBinary, syncRequestSchema));
      return;
    }
    const session = this.#authenticated();
    const frame = this.#frames.receive(data);
    if (frame !== null) await this.#onFrame(session, frame);
  }

  async #onRequest(request: SyncRequest): Promise<void> {
    if (request.type === 'hello') return await this.#onHello(request);
    const { account } = this.#authenticated();
    if (request.type === 'follow') return await this.#followed.add(request.workspace, account);
    this.#followed.remove(request.workspace);
  }

  async #onHello(hello: Extract<SyncRequest, { type: 'hello' }>): Promise<void> {
    if (this.#session !== null) throw new ConfabError('already-done');
    if (hello.protocol !== protocolVersions.sync) {
      this.#refuseConnection(new ConfabError('protocol-mismatch'), closeCodes.protocolMismatch);
      return;
    }
    try {
      await this.#welcome(await this.#options.sessions.authenticate(hello.session));
    } catch (error) {
      const known = asConfabError(error);
      if (known.code !== 'unauthenticated') throw error;
      this.#refuseConnection(known, closeCodes.unauthenticated);
    }
  }

  async #welcome(session: Session): Promise<void> {
    const { accounts, bus, serverId } = this.#options;
    const cursor = {
      user: stampedUser(await accounts.find(session.account)),
      onAwareness: (doc: DocKey, update: Uint8Array) =>
        this.#frames.send({ kind: 'awareness', doc, update }),
    };
    if (this.#socket.closed) return;
    this.#session = session;
    this.#cursor = cursor;
    this.#endings.push(
      bus.subscribe('name', ({ account, name }) => {
        if (account === session.account) cursor.user = { ...cursor.user, name };
      }),
      bus.subscribe('role', ({ workspace, account }) => {
        if (account === session.account) this.#run(this.#reviewAccess(workspace, account));
      }),
      bus.subscribe('deleted', (news) => this.#onDeleted(news.workspace, news.docs)),
      bus.subscribe('session', ({ hash }) => {
        if (hash === session.hash) this.close(closeCodes.unauthenticated, 'signed out');
      }),
    );
    this.#frames.reply({
      type: 'welcome',
      protocol: protocolVersions.sync,
      server: serverId,
      account: session.account,
    });
  }

  async #onFrame(session: Session, frame: SyncFrame): Promise<void> {
    switch (frame.kind) {
      case 'open':
        return await this.#onOpen(session, frame.doc, frame.stateVector);
      case 'edit':
        return await this.#onEdit(session, frame);
      case 'close':
        this.#closeDocument(frame.doc);
        return;
      case 'awareness':
        this.#onAwareness(frame.doc, frame.update);
        return;
      default:
        throw new ConfabError('unknown-message', 'only servers send that');
    }
  }

  async #onOpen(session: Session, doc: DocKey, stateVector: Uint8Array): Promise<void> {
    const access = await this.#options.rights.of(doc, session.account);
    if (access === 'none') {
      this.#closeDocument(doc);
      await this.#refuseToOpen(doc, session.account);
      return;
    }
    try {
      await this.#openDocument(doc, access, stateVector);
    } catch (error) {
      const { code } = asConfabError(error);
      if (code !== 'page-deleted' && code !== 'not-found') throw error;
      this.#closeDocument(doc);
      this.#frames.send({ kind: 'refused', doc, batch: noBatch, code });
      return;
    }
    if (this.#socket.closed) {
      this.#options.documents.close(doc, this);
      return;
    }
    if (this.#cursor !== null) this.#options.awareness.join(doc, this.#cursor);
    // The role may have changed while the document was loaded.
    await this.#reviewDocument(doc, session.account);
  }

  async #openDocument(doc: DocKey, access: Access, stateVector: Uint8Array): Promise<void> {
    await this.#options.documents.open(doc, this, (live) => {
      if (this.#socket.closed) return;
      this.#open.set(doc, access);
      this.#frames.send({
        kind: 'opened',
        doc,
        seq: live.seq,
        access,
        update: live.missing(stateVector),
        stateVector: live.stateVector(),
      });
    });
  }

  /** Says nothing more than `none`, unless the account was in a workspace that is offline now. */
  async #refuseToOpen(doc: DocKey, account: AccountId): Promise<void> {
    const { code } = await this.#options.roles.refusal(partsOf(doc).workspace, account);
    if (code === 'not-found') this.#frames.send({ kind: 'refused', doc, batch: noBatch, code });
    else this.#frames.send({ kind: 'access', doc, access: 'none' });
  }

  async #onEdit(session: Session, frame: EditFrame): Promise<void> {
    try {
      const { rights, roles, documents } = this.#options;
      const access = await rights.of(frame.doc, session.account);
      if (access === 'none') {
        throw await roles.refusal(partsOf(frame.doc).workspace, session.account);
      }
      if (access === 'read') throw new ConfabError('no-permission');
      const { committed } = await documents.apply(frame.doc, frame.update, session.account, this);
      // Not awaited: the next edits join this one's commit instead of waiting for it.
      committed.then(
        ({ seq, update }) => this.#acknowledge(frame, update === null ? noCommit : seq),
        (error: unknown) => this.#refuse(frame, error),
      );
    } catch (error) {
      this.#refuse(frame, error);
    }
  }

  #acknowledge({ doc, batch }: EditFrame, seq: number): void {
    this.#frames.send({ kind: 'ack', doc, batch, seq });
  }

  #refuse(frame: EditFrame, error: unknown): void {
    const { code } = asConfabError(error);
    if (code === 'internal' || code === 'storage-failed' || code === 'storage-full') {
      this.#options.log.failure('edit-failed', error, { doc: frame.doc, code });
    }
    this.#frames.send({ kind: 'refused', doc: frame.doc, batch: frame.batch, code });
  }

  #onAwareness(doc: DocKey, update: Uint8Array): void {
    if (this.#cursor === null || !this.#open.has(doc)) return;
    this.#options.awareness.receive(doc, this.#cursor, update);
  }

  #closeDocument(doc: DocKey): void {
    if (!this.#open.delete(doc)) return;
    this.#options.documents.close(doc, this);
    if (this.#cursor !== null) this.#options.awareness.leave(doc, this.#cursor);
  }

  /** After a change of role: what is open is told its new access, or closed. */
  async #reviewAccess(workspace: string, account: AccountId): Promise<void> {
    const { roles } = this.#options;
    const gone = (await roles.refusal(workspace, account)).code === 'not-found';
    // First why, then what: an owner whose workspace is offline has lost no right to it.
    if (gone) await this.#followed.review(workspace, account);
    for (const doc of [...this.#open.keys()]) {
      if (partsOf(doc).workspace === workspace) await this.#reviewDocument(doc, account);
    }
    if (!gone) await this.#followed.review(workspace, account);
  }

  #onDeleted(workspace: string, docs: readonly DocKey[]): void {
    for (const doc of docs) {
      const isOpen = this.#open.has(doc);
      if (!isOpen && !this.#followed.covers(workspace, doc)) continue;
      this.#frames.send({ kind: 'refused', doc, batch: noBatch, code: 'page-deleted' });
      if (!isOpen) continue;
      this.#closeDocument(doc);
      this.#frames.send({ kind: 'access', doc, access: 'none' });
    }
  }

  async #reviewDocument(doc: DocKey, account: AccountId): Promise<void> {
    const access = await this.#options.rights.of(doc, account);
    const before = this.#open.get(doc);
    if (before === undefined || access === before) return;
    if (access === 'none') this.#closeDocument(doc);
    else this.#open.set(doc, access);
    this.#frames.send({ kind: 'access', doc, access });
  }

  #authenticated(): Session {
    if (this.#session === null) throw new ConfabError('unauthenticated', 'say hello first');
    return this.#session;
  }

  #refuseConnection(error: ConfabError, closeCode: number): void {
    this.#frames.reply({ type: 'error', error: error.toWire() });
    this.close(closeCode, error.code);
  }

  #onError(error: unknown): void {
    const known = asConfabError(error);
    if (known.code === 'internal') this.#options.log.failure('sync-message-failed', error);
    this.#frames.reply({ type: 'error', error: known.toWire() });
  }

  #run(work: Promise<void>): void {
    work.catch((error: unknown) => this.#options.log.failure('sync-session-failed', error));
  }

  #end(): void {
    for (const ending of this.#endings.splice(0)) ending();
    this.#followed.clear();
    for (const doc of [...this.#open.keys()]) this.#closeDocument(doc);
  }
}

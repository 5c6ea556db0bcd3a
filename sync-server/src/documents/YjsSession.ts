import { closeCodes, ConfabError } from '@confab/shared-types';
import type { Account, DocKey } from '@confab/shared-types';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Session } from '../accounts/Sessions.ts';
import type { Bus } from '../bus/Bus.ts';
import { ClientSocket } from '../connections/ClientSocket.ts';
import type { UpgradedSocket } from '../connections/ClientSocket.ts';
import { asConfabError } from '../connections/Router.ts';
import type { Log } from '../Log.ts';
import type { AwarenessMember, AwarenessRelay } from '../presence/AwarenessRelay.ts';
import { stampedUser } from '../presence/AwarenessRelay.ts';
import type { DocumentRights } from './DocumentRights.ts';
import { partsOf } from './DocumentRights.ts';
import type { CommittedEdit, DocumentReader, Documents } from './Documents.ts';

/** Message types of y-websocket, and of y-protocols' sync inside the first of them. */
const messageType = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3 } as const;
const syncStep = { stateVector: 0, missing: 1, update: 2 } as const;
const permissionDenied = 0;

/** The update that holds nothing: no structs, no deletions. */
const emptyUpdateBytes = 2;

export interface YjsSessionOptions {
  readonly documents: Documents;
  readonly rights: DocumentRights;
  readonly awareness: AwarenessRelay;
  readonly bus: Bus;
  readonly log: Log;
  readonly backlogLimitBytes: number;
}

/**
 * One document for a stock Yjs client: y-websocket's protocol as it is. It has no acknowledgements;
 * what others are sent is on disk, what a client sent is once others see it.
 */
export class YjsSession implements DocumentReader {
  readonly #options: YjsSessionOptions;
  readonly #doc: DocKey;
  readonly #account: string;
  readonly #socket: ClientSocket;
  readonly #member: AwarenessMember;
  readonly #endings: (() => void)[] = [];
  #ready: Promise<void>;

  constructor(
    socket: UpgradedSocket,
    doc: DocKey,
    session: Session,
    account: Account,
    options: YjsSessionOptions,
  ) {
    this.#options = options;
    this.#doc = doc;
    this.#account = session.account;
    const member = {
      user: stampedUser(account),
      onAwareness: (_doc: DocKey, update: Uint8Array) =>
        this.#sendBytes(messageType.awareness, update),
    };
    this.#member = member;
    this.#socket = new ClientSocket(
      socket,
      {
        onMessage: async (data, isBinary) => {
          await this.#ready;
          await this.#onMessage(data, isBinary);
        },
        onError: (error) => this.#onError(error),
        onClose: () => this.#end(),
      },
      options.backlogLimitBytes,
    );
    this.#endings.push(
      options.bus.subscribe('name', ({ account: renamed, name }) => {
        if (renamed === account.id) member.user = { ...member.user, name };
      }),
      options.bus.subscribe('session', ({ hash }) => {
        if (hash === session.hash) this.close(closeCodes.unauthenticated, 'signed out');
      }),
      options.bus.subscribe('role', ({ workspace, account: changed }) => {
        if (changed !== session.account || workspace !== partsOf(doc).workspace) return;
        this.#reviewAccess().catch((error: unknown) => this.#onError(error));
      }),
      options.bus.subscribe('deleted', ({ docs }) => {
        if (docs.includes(doc)) this.#endDeleted();
      }),
    );
    this.#ready = this.#begin();
    this.#ready.catch((error: unknown) => {
      if (asConfabError(error).code === 'page-deleted') {
        this.#endDeleted();
        return;
      }
      this.#options.log.failure('yjs-open-failed', error, { doc });
      this.close(1011, 'internal');
    });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  onEdit(edit: CommittedEdit): void {
    this.#sendSync(syncStep.update, edit.update);
  }

  async #begin(): Promise<void> {
    const { documents, awareness } = this.#options;
    await documents.open(this.#doc, this, (live) => {
      this.#sendSync(syncStep.stateVector, live.stateVector());
    });
    if (this.#socket.closed) documents.close(this.#doc, this);
    else awareness.join(this.#doc, this.#member);
    // The role may have changed since the connection was let in.
    await this.#reviewAccess();
  }

  async #onMessage(data: Buffer, isBinary: boolean): Promise<void> {
    if (!isBinary) throw new ConfabError('malformed-message', 'expected binary');
    const decoder = decoding.createDecoder(data);
    switch (readNumber(decoder)) {
      case messageType.sync:
        return await this.#onSync(readNumber(decoder), readBytes(decoder));
      case messageType.awareness:
        this.#options.awareness.receive(this.#doc, this.#member, readBytes(decoder));
        return;
      case messageType.queryAwareness:
        this.#options.awareness.tell(this.#doc, this.#member);
        return;
      default:
        throw new ConfabError('unknown-message');
    }
  }

  async #onSync(step: number, bytes: Uint8Array): Promise<void> {
    switch (step) {
      case syncStep.stateVector:
        await this.#options.documents.open(this.#doc, this, (live) => {
          this.#sendSync(syncStep.missing, live.missing(bytes));
        });
        return;
      case syncStep.missing:
      case syncStep.update:
        return await this.#onUpdate(bytes);
      default:
        throw new ConfabError('unknown-message');
    }
  }

  async #onUpdate(update: Uint8Array): Promise<void> {
    // Every client answers a state vector, also one that has nothing to add and may not.
    if (update.length <= emptyUpdateBytes) return;
    const { rights, documents } = this.#options;
    if ((await rights.of(this.#doc, this.#account)) !== 'write') {
      this.#deny('no-permission');
      return;
    }
    try {
      const { committed } = await documents.apply(this.#doc, update, this.#account, this);
      committed
        .catch((error: unknown) => this.#onRefused(error))
        .catch((error: unknown) => this.#onError(error));
    } catch (error) {
      await this.#onRefused(error);
    }
  }

  /** An update that was not taken is asked for again, together with what it builds on. */
  async #onRefused(error: unknown): Promise<void> {
    const { code } = asConfabError(error);
    if (code === 'malformed-message') throw error;
    if (code === 'resync-needed') {
      await this.#options.documents.open(this.#doc, this, (live) => {
        this.#sendSync(syncStep.stateVector, live.stateVector());
      });
      return;
    }
    this.#options.log.failure('edit-failed', error, { doc: this.#doc, code });
    this.#deny(code);
    // The protocol has no other way to say it: reconnecting starts with an exchange of states.
    this.close(1013, code);
  }

  async #reviewAccess(): Promise<void> {
    const access = await this.#options.rights.of(this.#doc, this.#account);
    if (access === 'none') this.close(closeCodes.noPermission, 'no-permission');
  }

  #endDeleted(): void {
    this.#deny('page-deleted');
    this.close(closeCodes.noPermission, 'page-deleted');
  }

  #deny(reason: string): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageType.auth);
    encoding.writeVarUint(encoder, permissionDenied);
    encoding.writeVarString(encoder, reason);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #sendSync(step: number, bytes: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageType.sync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
    // What was asked for may be large and must not count as falling behind.
    const message = encoding.toUint8Array(encoder);
    if (step === syncStep.missing) this.#socket.sendParts([message]);
    else this.#socket.send(message);
  }

  #sendBytes(type: number, bytes: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, bytes);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #onError(error: unknown): void {
    const known = asConfabError(error);
    if (known.code === 'internal') this.#options.log.failure('yjs-message-failed', error);
    this.#deny(known.code);
  }

  #end(): void {
    for (const ending of this.#endings.splice(0)) ending();
    this.#options.documents.close(this.#doc, this);
    this.#options.awareness.leave(this.#doc, this.#member);
  }
}

function readNumber(decoder: decoding.Decoder): number {
  return reading(() => decoding.readVarUint(decoder));
}

function readBytes(decoder: decoding.Decoder): Uint8Array {
  return reading(() => decoding.readVarUint8Array(decoder));
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ConfabError('malformed-message', 'ends early', { cause });
  }
}

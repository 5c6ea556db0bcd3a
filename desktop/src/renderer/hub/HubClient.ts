import {
  ConfabError,
  decodeChannelFrame,
  encodeChannelFrame,
  hubEvents,
  protocolVersions,
  rpcMessageSchema,
} from '@confab/shared-types';
import type {
  ChannelFrame,
  DocKey,
  HubEventData,
  HubEventType,
  HubMethod,
  HubParams,
  HubResult,
  RpcMessage,
} from '@confab/shared-types';
import type { FramePort } from '../../shell/FramePort.ts';
import { BlobSender } from './BlobSender.ts';
import { DocumentHandle } from './DocumentHandle.ts';
import { PendingRequests } from './PendingRequests.ts';
import { sendFile, uploadFile, uploadForImport } from './uploadFile.ts';
import type { SendOptions, UploadChannel, UploadOptions, UploadedFile } from './uploadFile.ts';

/** `unauthenticated`: the shell has no valid token for the hub; trying again does not help. */
export type HubState = 'connecting' | 'open' | 'incompatible' | 'unauthenticated' | 'closed';

export interface HubClientOptions {
  /** Opens a new channel; called again after each loss. */
  readonly connect: () => Promise<FramePort>;
  /** Waits before the next attempt. Tests pass one that does not wait. */
  readonly delay?: (milliseconds: number) => Promise<void>;
  /** Frames and events that do not parse, and listeners that threw. */
  readonly onProblem?: (problem: unknown) => void;
}

type EventListener = (data: never) => void;

const reconnectDelaysMs = [0, 200, 500, 1000, 2000];

/**
 * The renderer's only way to its data: typed requests, events, followed documents and file
 * transfers over one {@link FramePort}. A lost channel is opened again; documents are followed
 * again from what both ends hold, requests under way fail with `not-connected`, requests made while
 * it is down wait for it.
 */
export class HubClient {
  readonly #connect: () => Promise<FramePort>;
  readonly #delay: (milliseconds: number) => Promise<void>;
  readonly #onProblem: (problem: unknown) => void;
  readonly #requests = new PendingRequests((message) => this.#sendRpc(message));
  readonly #documents = new Map<DocKey, DocumentHandle>();
  readonly #eventListeners = new Map<string, Set<EventListener>>();
  readonly #stateListeners = new Set<(state: HubState) => void>();
  readonly #documentListeners = new Set<() => void>();
  readonly #credits = new Map<string, (upTo: number | null) => void>();
  readonly #uploads: UploadChannel = {
    request: (method, params) => this.request(method, params),
    sendPiece: (piece) => this.#send({ kind: 'blob', ...piece }),
    onCredit: (transfer, listener) => {
      this.#credits.set(transfer, listener);
      return () => this.#credits.delete(transfer);
    },
  };
  #port: FramePort | null = null;
  #state: HubState = 'connecting';

  constructor(options: HubClientOptions) {
    this.#connect = options.connect;
    this.#delay = options.delay ?? wait;
    this.#onProblem = options.onProblem ?? ((problem) => console.error(problem));
    void this.#open();
  }

  get state(): HubState {
    return this.#state;
  }

  /** Calls back at each change of {@link state}; returns how to stop. */
  onState(listener: (state: HubState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Rejects with a {@link ConfabError} whose code has a text in the catalogues. */
  request<M extends HubMethod>(method: M, params: HubParams<M>): Promise<HubResult<M>> {
    if (this.#state === 'closed') return Promise.reject(new ConfabError('not-connected'));
    if (this.#state === 'incompatible') {
      return Promise.reject(new ConfabError('protocol-mismatch'));
    }
    if (this.#state === 'unauthenticated') {
      return Promise.reject(new ConfabError('unauthenticated'));
    }
    return this.#requests.add(method, params, this.#state === 'open');
  }

  /** Calls back with each event of a type; returns how to stop. */
  on<T extends HubEventType>(event: T, listener: (data: HubEventData<T>) => void): () => void {
    const listeners = this.#eventListeners.get(event) ?? new Set<EventListener>();
    this.#eventListeners.set(event, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /**
   * Follows a document. The same handle is given to everyone who asks; each calls `release()` once.
   * The last release stops following as soon as nothing waits to be saved.
   */
  openDocument(key: DocKey): DocumentHandle {
    const open = this.#documents.get(key);
    if (open !== undefined) {
      open.retain();
      return open;
    }
    const handle = new DocumentHandle(key, {
      // Nothing may come before the welcome; each document is followed anew after it.
      send: (frame) => {
        if (this.#state === 'open') this.#send(frame);
      },
      onChange: () => this.#tellDocuments(),
      onUnused: () => {
        this.#documents.delete(key);
        if (this.#state === 'open') this.#send({ kind: 'unsubscribe', doc: key });
        this.#tellDocuments();
      },
    });
    this.#documents.set(key, handle);
    if (this.#state === 'open') handle.connected();
    return handle;
  }

  /** Whether any open document holds an edit that is not on disk yet. */
  get unsaved(): boolean {
    for (const handle of this.#documents.values()) if (handle.state === 'saving') return true;
    return false;
  }

  /** Calls back when the state of any document may have changed. */
  onDocuments(listener: () => void): () => void {
    this.#documentListeners.add(listener);
    return () => this.#documentListeners.delete(listener);
  }

  /** Stores a file beside the database; resolves when it is on disk. */
  uploadFile(file: File, options: UploadOptions): Promise<UploadedFile> {
    return uploadFile(this.#uploads, file, options);
  }

  /** Hands a file over to be imported or restored; resolves with its transfer. */
  uploadForImport(
    file: { readonly file: File; readonly path: string },
    options: SendOptions,
  ): Promise<string> {
    return uploadForImport(this.#uploads, file, options);
  }

  /** Sends the bytes of a file that a request announced; resolves when all have left. */
  sendFile(transfer: string, file: File, options: SendOptions): Promise<void> {
    return sendFile(this.#uploads, transfer, file, options);
  }

  /** For bytes that come into being as they are sent; to be closed. */
  openBlob(transfer: string): BlobSender {
    return new BlobSender(this.#uploads, transfer);
  }

  /** Sends mono 16 kHz samples of a stream the hub opened; dropped while there is no channel. */
  sendAudio(stream: string, firstSample: number, samples: Float32Array): void {
    if (this.#state === 'open') this.#send({ kind: 'audio', stream, firstSample, samples });
  }

  close(): void {
    this.#setState('closed');
    const port = this.#port;
    this.#port = null;
    port?.close();
    this.#requests.rejectAll(new ConfabError('not-connected'));
    for (const handle of this.#documents.values()) handle.destroy();
    this.#documents.clear();
  }

  async #open(): Promise<void> {
    for (let attempt = 0; this.#isWanted(); attempt++) {
      const last = reconnectDelaysMs.length - 1;
      await this.#delay(reconnectDelaysMs[Math.min(attempt, last)] ?? 0);
      try {
        const port = await this.#connect();
        if (!this.#isWanted()) return port.close();
        return this.#adopt(port);
      } catch (error) {
        if (error instanceof ConfabError && error.code === 'unauthenticated') {
          return this.#giveUp('unauthenticated', error);
        }
        this.#onProblem(error);
      }
    }
  }

  /** Nothing will be answered until the page is loaded anew. */
  #giveUp(state: 'incompatible' | 'unauthenticated', error: ConfabError): void {
    this.#setState(state);
    this.#requests.rejectAll(error);
  }

  #isWanted(): boolean {
    return this.#state === 'connecting';
  }

  #adopt(port: FramePort): void {
    this.#port = port;
    port.onFrame((bytes) => {
      if (this.#port === port) this.#receive(bytes);
    });
    port.onClose(() => {
      if (this.#port === port) this.#lost();
    });
    this.#sendRpc({ type: 'hello', protocol: protocolVersions.hub });
  }

  #lost(): void {
    this.#port = null;
    for (const handle of this.#documents.values()) handle.disconnected();
    for (const tell of this.#credits.values()) tell(null);
    this.#requests.rejectSent();
    if (this.#state !== 'open' && this.#state !== 'connecting') return;
    this.#setState('connecting');
    void this.#open();
  }

  #receive(bytes: Uint8Array): void {
    try {
      this.#dispatch(decodeChannelFrame(bytes));
    } catch (problem) {
      this.#onProblem(problem);
    }
  }

  #dispatch(frame: ChannelFrame): void {
    switch (frame.kind) {
      case 'rpc':
        return this.#receiveRpc(rpcMessageSchema.parse(JSON.parse(frame.json)));
      case 'credit':
        return this.#credits.get(frame.transfer)?.(frame.upTo);
      case 'subscribed':
      case 'update':
      case 'saved':
      case 'refused':
      case 'access':
      case 'awareness':
      case 'reset':
        return this.#documents.get(frame.doc)?.receive(frame);
      case 'subscribe':
      case 'unsubscribe':
      case 'audio':
      case 'blob':
        throw new ConfabError('unknown-message', frame.kind);
    }
  }

  #receiveRpc(message: RpcMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#welcomed();
      case 'result':
        return this.#requests.resolve(message.id, message.result);
      case 'error':
        return this.#failed(message.id, ConfabError.fromWire(message.error));
      case 'event':
        return this.#tell(message.event, message.data);
      case 'hello':
      case 'request':
        throw new ConfabError('unknown-message', message.type);
    }
  }

  #welcomed(): void {
    this.#setState('open');
    for (const handle of this.#documents.values()) handle.connected();
    this.#requests.sendWaiting();
  }

  #failed(id: number | null, error: ConfabError): void {
    if (id !== null && this.#requests.reject(id, error)) return;
    this.#onProblem(error);
    if (error.code === 'protocol-mismatch') this.#giveUp('incompatible', error);
  }

  #tell(event: string, data: unknown): void {
    if (!isEventType(event)) throw new ConfabError('unknown-message', event);
    const parsed = hubEvents[event].parse(data);
    for (const listener of this.#eventListeners.get(event) ?? []) listener(parsed as never);
  }

  #tellDocuments(): void {
    for (const listener of this.#documentListeners) listener();
  }

  #setState(state: HubState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }

  #sendRpc(message: RpcMessage): void {
    this.#send({ kind: 'rpc', json: JSON.stringify(message) });
  }

  #send(frame: ChannelFrame): void {
    this.#port?.send(encodeChannelFrame(frame));
  }
}

function isEventType(event: string): event is HubEventType {
  return Object.hasOwn(hubEvents, event);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

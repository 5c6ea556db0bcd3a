import {
  ConfabError,
  FrameError,
  channelFrameLimitBytes,
  decodeChannelFrame,
  encodeChannelFrame,
  hubMethods,
  protocolVersions,
  rpcMessageSchema,
} from '@confab/shared-types';
import type {
  ChannelFrame,
  DocKey,
  ErrorCode,
  HubEvent,
  HubMethod,
  RpcMessage,
} from '@confab/shared-types';
import { ZodError } from 'zod';
import type { FramePort } from '../../shell/FramePort.ts';
import type { Documents } from '../documents/Documents.ts';
import { FileTransfers } from '../files/FileTransfers.ts';
import type { Files } from '../files/Files.ts';
import type { Log } from '../log.ts';
import { DocumentSubscriptions } from './DocumentSubscriptions.ts';
import type { HubEvents } from './HubEvents.ts';
import type { Caller, Handlers } from './handlers.ts';

export interface ChannelServices {
  readonly documents: Documents;
  readonly files: Files;
  readonly events: HubEvents;
  readonly handlers: Handlers;
  readonly log: Log;
  readonly onAudio: (stream: string, firstSample: number, samples: Float32Array) => void;
  /** Runs a callback once a document is here: one never fetched from its server is not, yet. */
  readonly whenHere: (doc: DocKey, run: () => void) => void;
  /** A window is gone, and with it what belonged to it alone. */
  readonly onGone: (caller: Caller) => void;
}

/** This many messages in a row that cannot be understood close a channel. */
const badMessageLimit = 3;
const misunderstandings: readonly ErrorCode[] = [
  'malformed-message',
  'unknown-message',
  'message-too-large',
];

/**
 * One window's channel. A message that is malformed, unknown or too large is answered by a typed
 * error and the channel lives; three in a row close it.
 */
export class ChannelSession {
  readonly #port: FramePort;
  readonly #services: ChannelServices;
  readonly #subscriptions: DocumentSubscriptions;
  readonly #caller: Caller;
  readonly #stopEvents: () => void;
  #welcomed = false;
  #badMessages = 0;

  constructor(port: FramePort, services: ChannelServices, onClosed: () => void) {
    this.#port = port;
    this.#services = services;
    const send = (frame: ChannelFrame): void => port.send(encodeChannelFrame(frame));
    const { documents, whenHere } = services;
    this.#subscriptions = new DocumentSubscriptions({ documents, send, whenHere });
    const transfers = new FileTransfers(services.files, (transfer, upTo) =>
      send({ kind: 'credit', transfer, upTo }),
    );
    this.#caller = { transfers };
    this.#stopEvents = services.events.listen((event) => this.#tell(event));
    port.onFrame((bytes) => this.#receive(bytes));
    port.onClose(() => {
      this.#closed();
      onClosed();
    });
  }

  close(): void {
    this.#port.close();
  }

  #receive(bytes: Uint8Array): void {
    try {
      if (bytes.length > channelFrameLimitBytes) throw new ConfabError('message-too-large');
      this.#dispatch(decodeChannelFrame(bytes));
      this.#badMessages = 0;
    } catch (error) {
      const { code } = this.#fail(null, error);
      if (misunderstandings.includes(code)) this.#countBadMessage();
    }
  }

  #dispatch(frame: ChannelFrame): void {
    if (frame.kind === 'rpc') return this.#receiveRpc(readRpc(frame.json));
    if (!this.#welcomed) throw new ConfabError('unknown-message', 'before hello');
    switch (frame.kind) {
      case 'subscribe':
        return this.#subscriptions.subscribe(frame.doc, frame.stateVector);
      case 'unsubscribe':
        return this.#subscriptions.unsubscribe(frame.doc);
      case 'update':
        return this.#subscriptions.update(frame.doc, frame.batch, frame.update);
      case 'awareness':
        return this.#subscriptions.awareness(frame.doc, frame.update);
      case 'audio':
        return this.#services.onAudio(frame.stream, frame.firstSample, frame.samples);
      case 'blob':
        return this.#caller.transfers.receive(
          frame.transfer,
          frame.offset,
          frame.bytes,
          frame.last,
        );
      case 'subscribed':
      case 'saved':
      case 'refused':
      case 'access':
      case 'credit':
      case 'reset':
        throw new ConfabError('unknown-message', frame.kind);
    }
  }

  #receiveRpc(message: RpcMessage): void {
    switch (message.type) {
      case 'hello':
        return this.#hello(message.protocol);
      case 'request':
        if (!this.#welcomed) throw new ConfabError('unknown-message', 'before hello');
        void this.#answer(message.id, message.method, message.params);
        return;
      case 'welcome':
      case 'result':
      case 'error':
      case 'event':
        throw new ConfabError('unknown-message', message.type);
    }
  }

  #hello(protocol: number): void {
    if (protocol !== protocolVersions.hub) {
      this.#fail(null, new ConfabError('protocol-mismatch', `hub ${protocolVersions.hub}`));
      return;
    }
    this.#welcomed = true;
    this.#sendRpc({ type: 'welcome', protocol: protocolVersions.hub });
  }

  async #answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      if (!isMethod(method)) throw new ConfabError('unknown-message', method);
      const result = await this.#call(method, params);
      this.#sendRpc({ type: 'result', id, result });
    } catch (error) {
      this.#fail(id, error);
    }
  }

  #call<M extends HubMethod>(method: M, params: unknown): unknown {
    const parsed = hubMethods[method].params.parse(params);
    // The parsed parameters are those of this very method, which the compiler cannot follow here.
    const handler = this.#services.handlers[method] as (p: unknown, caller: Caller) => unknown;
    return handler(parsed, this.#caller);
  }

  #tell({ event, data }: HubEvent): void {
    if (this.#welcomed) this.#sendRpc({ type: 'event', event, data });
  }

  #fail(id: number | null, error: unknown): ConfabError {
    const known = asConfabError(error);
    if (known.code === 'internal') this.#services.log('a request failed', error);
    this.#sendRpc({ type: 'error', id, error: known.toWire() });
    return known;
  }

  #countBadMessage(): void {
    this.#badMessages++;
    if (this.#badMessages >= badMessageLimit) this.#port.close();
  }

  #sendRpc(message: RpcMessage): void {
    this.#port.send(encodeChannelFrame({ kind: 'rpc', json: JSON.stringify(message) }));
  }

  #closed(): void {
    this.#stopEvents();
    this.#subscriptions.close();
    this.#services.onGone(this.#caller);
    this.#caller.transfers.cancelAll().catch((error: unknown) => {
      this.#services.log('unfinished files could not be removed', error);
    });
  }
}

function readRpc(json: string): RpcMessage {
  try {
    return rpcMessageSchema.parse(JSON.parse(json));
  } catch (error) {
    throw new ConfabError('malformed-message', 'rpc', { cause: error });
  }
}

function isMethod(method: string): method is HubMethod {
  return Object.hasOwn(hubMethods, method);
}

function asConfabError(error: unknown): ConfabError {
  if (error instanceof ConfabError) return error;
  if (error instanceof FrameError) return new ConfabError('malformed-message', error.message);
  if (error instanceof ZodError) {
    const where = error.issues[0]?.path.join('.') ?? '';
    return new ConfabError('malformed-message', where);
  }
  return new ConfabError('internal');
}

import { decodeChannelFrame, encodeChannelFrame, rpcMessageSchema } from '@confab/shared-types';
import type {
  Access,
  AccessReason,
  ChannelFrame,
  DocKey,
  ErrorCode,
  RpcMessage,
} from '@confab/shared-types';
import * as Y from 'yjs';
import type { FramePort } from '../../shell/FramePort.ts';

type Answer = (params: unknown) => unknown;

/** The hub's end of the channel in memory, for tests: saves what it is sent when told to. */
export class FakeHub {
  readonly docs = new Map<DocKey, Y.Doc>();
  readonly received: ChannelFrame[] = [];
  readonly answers = new Map<string, Answer>();
  access: Access = 'write';
  reason: AccessReason | null = null;
  refuses: ErrorCode | null = null;
  /** False: batches are applied but the acknowledgement is kept back. */
  acknowledges = true;
  speaks = 1;
  connections = 0;
  #toClient: ((frame: Uint8Array) => void) | null = null;
  #closed: ((reason: string) => void) | null = null;

  readonly connect = (): Promise<FramePort> => {
    this.connections++;
    return Promise.resolve({
      bufferedBytes: 0,
      send: (bytes: Uint8Array) => this.#receive(decodeChannelFrame(bytes)),
      onFrame: (listener: (frame: Uint8Array) => void) => (this.#toClient = listener),
      onClose: (listener: (reason: string) => void) => (this.#closed = listener),
      close: () => this.drop(),
    });
  };

  send(frame: ChannelFrame): void {
    this.#toClient?.(encodeChannelFrame(frame));
  }

  rpc(message: RpcMessage): void {
    this.send({ kind: 'rpc', json: JSON.stringify(message) });
  }

  drop(): void {
    const closed = this.#closed;
    this.#toClient = null;
    this.#closed = null;
    closed?.('dropped');
  }

  doc(key: DocKey): Y.Doc {
    const doc = this.docs.get(key) ?? new Y.Doc();
    this.docs.set(key, doc);
    return doc;
  }

  of<K extends ChannelFrame['kind']>(kind: K): Extract<ChannelFrame, { readonly kind: K }>[] {
    return this.received.filter(
      (frame): frame is Extract<ChannelFrame, { readonly kind: K }> => frame.kind === kind,
    );
  }

  #receive(frame: ChannelFrame): void {
    this.received.push(frame);
    switch (frame.kind) {
      case 'rpc':
        return this.#receiveRpc(rpcMessageSchema.parse(JSON.parse(frame.json)));
      case 'subscribe': {
        const doc = this.doc(frame.doc);
        const update = Y.encodeStateAsUpdate(doc, frame.stateVector);
        const stateVector = Y.encodeStateVector(doc);
        const { access, reason } = this;
        const { doc: key } = frame;
        return this.send({ kind: 'subscribed', doc: key, update, stateVector, access, reason });
      }
      case 'update':
        if (this.refuses !== null) {
          const { doc, batch } = frame;
          return this.send({ kind: 'refused', doc, batch, code: this.refuses });
        }
        Y.applyUpdate(this.doc(frame.doc), frame.update);
        if (this.acknowledges) this.send({ kind: 'saved', doc: frame.doc, batch: frame.batch });
        return;
      default:
        return;
    }
  }

  #receiveRpc(message: RpcMessage): void {
    if (message.type === 'hello') {
      if (message.protocol === this.speaks) {
        return this.rpc({ type: 'welcome', protocol: this.speaks });
      }
      return this.rpc({ type: 'error', id: null, error: { code: 'protocol-mismatch' } });
    }
    if (message.type !== 'request') return;
    const answer = this.answers.get(message.method);
    if (answer === undefined) return;
    this.rpc({ type: 'result', id: message.id, result: answer(message.params) });
  }
}

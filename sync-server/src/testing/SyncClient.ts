import {
  decodeSyncFrame,
  encodeSyncFrame,
  protocolVersions,
  syncReplySchema,
} from '@confab/shared-types';
import type { DocKey, SyncFrame, SyncReply, SyncRequest } from '@confab/shared-types';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { PieceCollector } from '../documents/pieces.ts';
import { Inbox } from './Inbox.ts';

type FrameOf<K extends SyncFrame['kind']> = Extract<SyncFrame, { kind: K }>;

/** The smallest client of `/sync`. */
export class SyncClient {
  readonly socket: WebSocket;
  readonly replies = new Inbox<SyncReply>();
  readonly frames = new Inbox<SyncFrame>();
  readonly closed: Promise<{ code: number }>;
  readonly #pieces = new PieceCollector();
  #batch = 0;

  private constructor(url: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/sync`);
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.#onFrame(decodeSyncFrame(data));
      else this.replies.push(syncReplySchema.parse(JSON.parse(data.toString('utf8'))));
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => resolve({ code }));
    });
  }

  static async connect(url: string): Promise<SyncClient> {
    const client = new SyncClient(url);
    await new Promise((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    return client;
  }

  static async signedIn(url: string, session: string): Promise<SyncClient> {
    const client = await SyncClient.connect(url);
    client.request({ type: 'hello', protocol: protocolVersions.sync, session });
    await client.replies.next((reply) => reply.type === 'welcome');
    return client;
  }

  request(request: SyncRequest): void {
    this.socket.send(JSON.stringify(request));
  }

  send(frame: SyncFrame): void {
    this.socket.send(encodeSyncFrame(frame));
  }

  frame<K extends SyncFrame['kind']>(kind: K): Promise<FrameOf<K>> {
    return this.frames.next((frame): frame is FrameOf<K> => frame.kind === kind);
  }

  /** Opens a document into `into` and returns the answer. */
  async open(doc: DocKey, into = new Y.Doc()): Promise<FrameOf<'opened'>> {
    this.send({ kind: 'open', doc, stateVector: Y.encodeStateVector(into) });
    const opened = await this.frame('opened');
    Y.applyUpdate(into, opened.update);
    return opened;
  }

  /** Sends an update and returns the acknowledgement, or the refusal. */
  async edit(doc: DocKey, update: Uint8Array): Promise<FrameOf<'ack'> | FrameOf<'refused'>> {
    this.#batch += 1;
    const batch = this.#batch;
    this.send({ kind: 'edit', doc, batch, update });
    return await this.frames.next(
      (frame): frame is FrameOf<'ack'> | FrameOf<'refused'> =>
        (frame.kind === 'ack' || frame.kind === 'refused') && frame.batch === batch,
    );
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #onFrame(frame: SyncFrame): void {
    if (frame.kind !== 'piece') {
      this.frames.push(frame);
      return;
    }
    const whole = this.#pieces.add(frame);
    if (whole !== null) this.frames.push(decodeSyncFrame(whole));
  }
}

/** The update that types `text` at the start of a new document. */
export function textUpdate(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('title').insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

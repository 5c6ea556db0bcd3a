import {
  ConfabError,
  decodeChannelFrame,
  encodeChannelFrame,
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
} from '@confab/shared-types';
import * as Y from 'yjs';
import type { FramePort } from '../../shell/FramePort.ts';
import { portPair } from './portPair.ts';

type Frame<K extends ChannelFrame['kind']> = Extract<ChannelFrame, { kind: K }>;

/** A renderer as the hub sees one, driven by tests. */
export class TestWindow {
  readonly #port: FramePort;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #frames: ChannelFrame[] = [];
  readonly #events: { readonly event: string; readonly data: unknown }[] = [];
  #watchers: (() => void)[] = [];
  #nextId = 1;
  readonly errors: ConfabError[] = [];
  closed = false;

  private constructor(port: FramePort) {
    this.#port = port;
    port.onFrame((bytes) => this.#receive(decodeChannelFrame(bytes)));
    port.onClose(() => {
      this.closed = true;
      this.#changed();
    });
  }

  static async open(hub: { attach(port: FramePort): void }): Promise<TestWindow> {
    return await TestWindow.attach(hub).#greet();
  }

  /** Opens over a channel that is there already. */
  static async over(port: FramePort): Promise<TestWindow> {
    return await new TestWindow(port).#greet();
  }

  /** Attaches without a hello. */
  static attach(hub: { attach(port: FramePort): void }): TestWindow {
    const [ours, theirs] = portPair();
    hub.attach(theirs);
    return new TestWindow(ours);
  }

  request<M extends HubMethod>(method: M, params: HubParams<M>): Promise<HubResult<M>> {
    const id = this.#nextId++;
    const pending = Promise.withResolvers<unknown>();
    this.#pending.set(id, pending);
    this.sendRpc({ type: 'request', id, method, params });
    return pending.promise as Promise<HubResult<M>>;
  }

  sendRpc(message: unknown): void {
    this.send({ kind: 'rpc', json: JSON.stringify(message) });
  }

  send(frame: ChannelFrame): void {
    this.#port.send(encodeChannelFrame(frame));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#port.send(bytes);
  }

  close(): void {
    this.#port.close();
  }

  /** Every frame that came, but requests' answers and events. */
  get received(): readonly ChannelFrame[] {
    return this.#frames;
  }

  /** Follows a document; resolves when the hub has answered. */
  async open(doc: DocKey): Promise<TestDocument> {
    const document = new TestDocument(this, doc);
    await document.opened;
    return document;
  }

  /** The first frame that fits, also when it came before. */
  async frame<K extends ChannelFrame['kind']>(
    kind: K,
    fits: (frame: Frame<K>) => boolean = () => true,
  ): Promise<Frame<K>> {
    const find = (): Frame<K> | undefined =>
      this.#frames.find(
        (frame): frame is Frame<K> => frame.kind === kind && fits(frame as Frame<K>),
      );
    await this.until(() => find() !== undefined);
    const found = find();
    if (found === undefined) throw new Error('unreachable');
    return found;
  }

  frames<K extends ChannelFrame['kind']>(kind: K): Frame<K>[] {
    return this.#frames.filter((frame): frame is Frame<K> => frame.kind === kind);
  }

  /** The data of an event that fits, also when it came before. */
  async event<T extends HubEventType>(
    type: T,
    fits: (data: HubEventData<T>) => boolean = () => true,
  ): Promise<HubEventData<T>> {
    const find = () =>
      this.#events.findLast(({ event, data }) => event === type && fits(data as HubEventData<T>));
    await this.until(() => find() !== undefined);
    return find()?.data as HubEventData<T>;
  }

  /** Resolves when a workspace's sync is in the wanted state, now or later. */
  async syncState(workspace: string, state: string): Promise<void> {
    const isWanted = (statuses: HubEventData<'sync'>): boolean =>
      statuses.find((status) => status.workspace === workspace)?.state === state;
    const { sync } = await this.request('app.state', {});
    if (isWanted(sync)) return;
    const seen = this.#events.length;
    await this.until(() =>
      this.#events
        .slice(seen)
        .some(({ event, data }) => event === 'sync' && isWanted(data as HubEventData<'sync'>)),
    );
  }

  /** Resolves when the condition holds; it is looked at again after everything that arrives. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#watchers.push(resolve);
      await promise;
    }
  }

  async #greet(): Promise<this> {
    this.sendRpc({ type: 'hello', protocol: protocolVersions.hub });
    await this.until(() => this.#events.some(({ event }) => event === 'welcome'));
    return this;
  }

  #receive(frame: ChannelFrame): void {
    if (frame.kind === 'rpc') this.#receiveRpc(frame.json);
    else this.#frames.push(frame);
    this.#changed();
  }

  #receiveRpc(json: string): void {
    const message = rpcMessageSchema.parse(JSON.parse(json));
    if (message.type === 'welcome') this.#events.push({ event: 'welcome', data: null });
    if (message.type === 'event') this.#events.push(message);
    if (message.type === 'result') this.#pending.get(message.id)?.resolve(message.result);
    if (message.type !== 'error') return;
    const error = ConfabError.fromWire(message.error);
    if (message.id === null) this.errors.push(error);
    else this.#pending.get(message.id)?.reject(error);
  }

  #changed(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const watcher of watchers) watcher();
  }
}

/** A document a test window follows and edits. */
export class TestDocument {
  readonly key: DocKey;
  readonly ydoc = new Y.Doc();
  readonly opened: Promise<void>;
  readonly #window: TestWindow;
  #batch = 0;
  #seen = 0;

  constructor(window: TestWindow, key: DocKey) {
    this.key = key;
    this.#window = window;
    this.opened = this.#open();
  }

  get text(): string {
    this.catchUp();
    return this.ydoc.getText('title').toString();
  }

  /** Edits and sends; answers the batch. */
  edit(change: (ydoc: Y.Doc) => void): number {
    this.catchUp();
    const before = Y.encodeStateVector(this.ydoc);
    this.ydoc.transact(() => change(this.ydoc));
    return this.send(Y.encodeStateAsUpdate(this.ydoc, before));
  }

  type(text: string): number {
    return this.edit((ydoc) => {
      const title = ydoc.getText('title');
      title.insert(title.length, text);
    });
  }

  send(update: Uint8Array): number {
    this.#batch++;
    this.#window.send({ kind: 'update', doc: this.key, batch: this.#batch, update });
    return this.#batch;
  }

  /** Resolves when a batch is on disk. */
  async saved(batch: number): Promise<void> {
    await this.#window.frame('saved', (frame) => frame.doc === this.key && frame.batch >= batch);
  }

  async textIs(text: string): Promise<void> {
    await this.#window.until(() => this.text === text);
  }

  async #open(): Promise<void> {
    const stateVector = Y.encodeStateVector(this.ydoc);
    this.#window.send({ kind: 'subscribe', doc: this.key, stateVector });
    await this.#window.frame('subscribed', (frame) => frame.doc === this.key);
    this.catchUp();
  }

  /** Applies what has arrived. */
  catchUp(): void {
    const frames = [...this.#window.frames('subscribed'), ...this.#window.frames('update')].filter(
      ({ doc }) => doc === this.key,
    );
    for (const { update } of frames.slice(this.#seen)) Y.applyUpdate(this.ydoc, update);
    this.#seen = frames.length;
  }
}

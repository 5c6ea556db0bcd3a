import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';

import { launcherMessageSchema, onLines, sendLine, type PairState } from './control.ts';
import { listen } from './ports.ts';

/** How long after its start a keeper waits for the launcher that started it. */
const firstAttachmentMs = 15_000;

/**
 * Where launchers attach to the keeper. It knows who is attached, tells them the servers' state, and
 * says when nobody is left; the connections of those who left are held until `close`, so that the
 * last one can wait for the servers' end.
 */
export class AttachmentDoor {
  readonly token = randomBytes(24).toString('base64url');
  readonly #server: Server;
  readonly #attached = new Set<Socket>();
  readonly #connections = new Set<Socket>();
  readonly #onEmpty: () => void;
  readonly #state: () => PairState;
  #firstAttachment: NodeJS.Timeout | null = null;

  private constructor(state: () => PairState, onEmpty: () => void) {
    this.#state = state;
    this.#onEmpty = onEmpty;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  /** @param onEmpty called once, when the last launcher has left or none ever came */
  static async open(
    state: () => PairState,
    onEmpty: () => void,
  ): Promise<{ door: AttachmentDoor; port: number }> {
    const door = new AttachmentDoor(state, onEmpty);
    const port = await listen(door.#server, 0);
    door.#firstAttachment = setTimeout(() => door.#leaveIfEmpty(), firstAttachmentMs);
    return { door, port };
  }

  announce(state: PairState): void {
    for (const socket of this.#attached) sendLine(socket, state);
  }

  /** Lets nobody in any more; those who are here stay connected. */
  lock(): void {
    if (this.#firstAttachment !== null) clearTimeout(this.#firstAttachment);
    if (this.#server.listening) this.#server.close();
  }

  /** Lets go of everybody. */
  close(): void {
    this.lock();
    for (const socket of this.#connections) socket.destroy();
  }

  #welcome(socket: Socket): void {
    this.#connections.add(socket);
    socket.setNoDelay(true);
    // A reset connection is a launcher that was killed: `close` follows.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.#connections.delete(socket);
      this.#leave(socket);
    });
    onLines(socket, launcherMessageSchema, (message) => {
      switch (message.type) {
        case 'attach':
          if (this.#isToken(message.token)) this.#attach(socket);
          else socket.destroy();
          break;
        case 'leave':
          this.#leave(socket);
          // Whoever is not the last need not wait.
          if (this.#attached.size > 0) socket.end();
          break;
      }
    });
  }

  #attach(socket: Socket): void {
    if (this.#firstAttachment !== null) clearTimeout(this.#firstAttachment);
    this.#attached.add(socket);
    sendLine(socket, this.#state());
  }

  #leave(socket: Socket): void {
    if (this.#attached.delete(socket)) this.#leaveIfEmpty();
  }

  #leaveIfEmpty(): void {
    if (this.#attached.size > 0 || !this.#server.listening) return;
    this.lock();
    this.#onEmpty();
  }

  #isToken(given: string): boolean {
    const wanted = Buffer.from(this.token);
    const actual = Buffer.from(given);
    return wanted.length === actual.length && timingSafeEqual(wanted, actual);
  }
}

import { WebSocket } from 'ws';
import { syncMessageLimitBytes } from '@confab/shared-types';

/** A WebSocket as the hub uses it: text is JSON, bytes are frames. */
export interface Socket {
  readonly bufferedBytes: number;
  send(data: string | Uint8Array): void;
  close(): void;
}

export interface SocketListener {
  onOpen(): void;
  onMessage(data: string | Uint8Array): void;
  /** Called once, also when the connection never came about (1006). */
  onClose(code: number, reason: string): void;
}

export type OpenSocket = (url: string, listener: SocketListener) => Socket;

const pingEveryMs = 10_000;
const handshakeTimeoutMs = 10_000;

/** Opens a real WebSocket. A peer that answers no ping until the next one is due is gone. */
export const openWebSocket: OpenSocket = (url, listener) => {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: syncMessageLimitBytes,
    handshakeTimeout: handshakeTimeoutMs,
    followRedirects: false,
  });
  let alive = true;
  const pings = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, pingEveryMs);
  socket.on('pong', () => (alive = true));
  socket.on('open', () => {
    alive = true;
    listener.onOpen();
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    alive = true;
    listener.onMessage(isBinary ? data : data.toString('utf8'));
  });
  // 'close' follows and carries on; the error itself says nothing more than that.
  socket.on('error', () => (alive = false));
  socket.on('close', (code: number, reason: Buffer) => {
    clearInterval(pings);
    listener.onClose(code, reason.toString('utf8'));
  });
  return {
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    send: (data) => socket.send(data),
    close: () => socket.close(),
  };
};

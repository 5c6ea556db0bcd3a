import type { types } from 'mediasoup-client';

export interface SocketEvents {
  readonly onOpen: () => void;
  readonly onMessage: (text: string) => void;
  /** Once; also when it never opened. */
  readonly onClose: (code: number, reason: string) => void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

/** What a call needs of the machine it runs on; tests give their own. */
export interface CallEnvironment {
  openSocket(url: string, events: SocketEvents): Socket;
  createDevice(): Promise<types.Device>;
  /** Milliseconds since the epoch; must not jump when the system's clock is set. */
  now(): number;
  /** Calls back once; answers what cancels it. */
  setTimer(callback: () => void, milliseconds: number): () => void;
  /** The network is back, or the machine after a sleep: what waits need not. Answers what ends it. */
  onWake(listener: () => void): () => void;
  /** From 0 up to but not including 1. */
  random(): number;
  newKey(): string;
  /** For the developer's console: what went wrong without ending anything. */
  warn(message: string, error: unknown): void;
}

export const browserEnvironment: CallEnvironment = {
  openSocket(url, events) {
    const socket = new WebSocket(url);
    socket.onopen = () => events.onOpen();
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') events.onMessage(data);
    };
    socket.onclose = ({ code, reason }) => events.onClose(code, reason);
    return {
      send: (text) => socket.send(text),
      close: () => socket.close(),
    };
  },
  /** Loaded with the first call: the page opens without it. */
  async createDevice() {
    const { Device } = await import('mediasoup-client');
    return Device.factory();
  },
  now: () => performance.timeOrigin + performance.now(),
  setTimer(callback, milliseconds) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  onWake: listenForWake,
  random: () => Math.random(),
  newKey: () => crypto.randomUUID(),
  warn: (message, error) => console.warn(message, error),
};

const watchEveryMs = 2000;
const sleptMs = 10_000;

/** Timers stand still while the machine sleeps; afterwards the time of day has jumped. */
function listenForWake(listener: () => void): () => void {
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - last > sleptMs) listener();
    last = now;
  }, watchEveryMs);
  globalThis.addEventListener?.('online', listener);
  return () => {
    clearInterval(timer);
    globalThis.removeEventListener?.('online', listener);
  };
}

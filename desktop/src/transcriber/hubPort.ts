import type { FromTranscriber } from '@confab/shared-types';

/** The transcriber's end of the conversation with its hub. */
export interface HubPort {
  post(message: FromTranscriber): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the hub, or the process that started this one, is gone. */
  onClose(listener: () => void): void;
}

/** What `process` is in a child of `child_process.fork`. */
export interface ForkedProcess {
  readonly send?:
    | ((
        message: unknown,
        handle: undefined,
        options: undefined,
        sent: (error: Error | null) => void,
      ) => unknown)
    | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

/** A MessagePort as Electron gives it to utility processes, and `process.parentPort` itself. */
export interface MessagePortMain {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: MessageEventMain) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
}
interface MessageEventMain {
  readonly data: unknown;
  readonly ports?: readonly MessagePortMain[];
}

/**
 * Finds how this process was started: by Electron's `utilityProcess` (it has a `parentPort`, whose
 * first message may hand over a port straight to the hub) or by `child_process.fork` with
 * `serialization: 'advanced'`. Throws when it was started by neither.
 */
export function openHubPort(process: ForkedProcess & { readonly parentPort?: unknown }): HubPort {
  if (isMessagePort(process.parentPort)) return electronPort(process.parentPort);
  if (process.send === undefined) throw new Error('started without a channel to a hub');
  const send = process.send.bind(process);
  return {
    post: (message) => void send(message, undefined, undefined, reportUnsent),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}

/** A hub that goes while it is being told something is no error of its own: `onClose` follows. */
function reportUnsent(error: Error | null): void {
  if (error !== null) console.error(`transcriber: the hub is gone (${error.message})`);
}

function electronPort(parent: MessagePortMain): HubPort {
  let port = parent;
  const unsent: FromTranscriber[] = [];
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let settled = false;
  const use = (chosen: MessagePortMain): void => {
    settled = true;
    port = chosen;
    for (const message of unsent.splice(0)) port.postMessage(message);
  };
  const listen = (on: MessagePortMain): void => {
    on.on('message', ({ data, ports }) => {
      const handedOver = ports?.[0];
      if (!settled && handedOver !== undefined) {
        use(handedOver);
        listen(handedOver);
        handedOver.start?.();
        return;
      }
      if (!settled) use(on);
      for (const listener of messageListeners) listener(data);
    });
    on.on('close', () => {
      for (const listener of closeListeners) listener();
    });
  };
  listen(parent);
  return {
    post: (message) => {
      if (settled) port.postMessage(message);
      else unsent.push(message);
    },
    onMessage: (listener) => void messageListeners.push(listener),
    onClose: (listener) => void closeListeners.push(listener),
  };
}

function isMessagePort(value: unknown): value is MessagePortMain {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

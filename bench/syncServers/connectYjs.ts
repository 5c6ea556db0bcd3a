import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Connect, OpenedDocument } from './SyncConnection.ts';

const messageSync = 0;
const messageAuth = 2;
const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;

/** What reads the messages of each document. */
type Receivers = Map<string, (decoder: decoding.Decoder) => void>;

/** y-websocket's protocol: each document has a socket of its own. */
export function yWebsocketConnector(url: string): Connect {
  return () => {
    const sockets: WebSocket[] = [];
    return Promise.resolve({
      async open(doc, onUpdate) {
        const socket = await openSocket(`${socketUrl(url)}/${doc}`);
        sockets.push(socket);
        const receivers: Receivers = new Map();
        socket.on('message', (data: Buffer) => receivers.get('')?.(decoding.createDecoder(data)));
        return await openDocument(socket, '', receivers, onUpdate);
      },
      close: () => {
        for (const socket of sockets) socket.terminate();
      },
    });
  };
}

/** Hocuspocus' protocol: one socket, each message led by its document's name. */
export function hocuspocusConnector(url: string): Connect {
  return async () => {
    const socket = await openSocket(socketUrl(url));
    const receivers: Receivers = new Map();
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data);
      receivers.get(decoding.readVarString(decoder))?.(decoder);
    });
    return {
      open: (doc, onUpdate) => openDocument(socket, doc, receivers, onUpdate),
      close: () => socket.terminate(),
    };
  };
}

async function openSocket(address: string): Promise<WebSocket> {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

async function openDocument(
  socket: WebSocket,
  /** Leads every message; empty: the socket has one document. */
  name: string,
  receivers: Receivers,
  onUpdate: (update: Uint8Array) => void,
): Promise<OpenedDocument> {
  const send = (write: (encoder: encoding.Encoder) => void): void => {
    const encoder = encoding.createEncoder();
    if (name !== '') encoding.writeVarString(encoder, name);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  const opened = new Promise<void>((resolve) => {
    receivers.set(name, (decoder) => {
      if (decoding.readVarUint(decoder) !== messageSync) return;
      const kind = decoding.readVarUint(decoder);
      if (kind === syncStep2) resolve();
      if (kind === syncUpdate) onUpdate(decoding.readVarUint8Array(decoder));
    });
  });
  if (name !== '') {
    send((encoder) => {
      encoding.writeVarUint(encoder, messageAuth);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, '');
    });
  }
  send((encoder) => {
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, syncStep1);
    encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()));
  });
  await opened;
  return {
    send: (update) =>
      send((encoder) => {
        encoding.writeVarUint(encoder, messageSync);
        encoding.writeVarUint(encoder, syncUpdate);
        encoding.writeVarUint8Array(encoder, update);
      }),
  };
}

function socketUrl(url: string): string {
  return url.replace('http', 'ws');
}

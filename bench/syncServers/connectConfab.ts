import { once } from 'node:events';
import { decodeSyncFrame, encodeSyncFrame, protocolVersions } from '@confab/shared-types';
import type { SyncRequest } from '@confab/shared-types';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { TestAccount } from '../../sync-server/src/testing/TestAccount.ts';
import type { Connect } from './SyncConnection.ts';

/** Our protocol: one socket carries all documents of a person. Everybody shares one workspace. */
export async function confabConnector(url: string): Promise<Connect> {
  const account = await TestAccount.signUp(url, 'Benchmark');
  const workspace = await account.publish();
  const keyOf = (doc: string): string => `${workspace}/page/${doc}`;
  return async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, { perMessageDeflate: false });
    const opening = new Map<string, () => void>();
    const readers = new Map<string, (update: Uint8Array) => void>();
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) return;
      const frame = decodeSyncFrame(data);
      if (frame.kind === 'opened') opening.get(frame.doc)?.();
      if (frame.kind === 'edits') readers.get(frame.doc)?.(frame.update);
      if (frame.kind === 'refused') throw new Error(`refused: ${frame.code}`);
    });
    await once(socket, 'open');
    const { session } = account;
    const hello: SyncRequest = { type: 'hello', protocol: protocolVersions.sync, session };
    socket.send(JSON.stringify(hello));
    let batch = 0;
    return {
      async open(name, onUpdate) {
        const doc = keyOf(name);
        const opened = new Promise<void>((resolve) => opening.set(doc, resolve));
        readers.set(doc, onUpdate);
        const stateVector = Y.encodeStateVector(new Y.Doc());
        socket.send(encodeSyncFrame({ kind: 'open', doc, stateVector }));
        await opened;
        return {
          send: (update) =>
            socket.send(encodeSyncFrame({ kind: 'edit', doc, batch: ++batch, update })),
        };
      },
      close: () => socket.terminate(),
    };
  };
}

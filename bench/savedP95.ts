import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import {
  decodeChannelFrame,
  encodeChannelFrame,
  protocolVersions,
  rpcMessageSchema,
} from '@confab/shared-types';
import type { ChannelFrame, DocKey } from '@confab/shared-types';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { offerSubprotocols } from '../desktop/src/target-browser/hubSubprotocols.ts';
import { quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const editsPerSecond = 200;
const seconds = 10;
const goalMs = 15;

/** From an edit leaving a window to the hub's word that it is on disk, over the real channel. */
export const savedP95: Benchmark = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  const hub = fork(
    fileURLToPath(new URL('../desktop/src/target-browser/main.ts', import.meta.url)),
    ['--profile-dir', folder, '--profile', 'benchmark'],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  try {
    const [ready] = (await once(hub, 'message')) as [{ url: string }];
    const took = await typeSteadily(new URL(ready.url), say);
    const p95 = quantile(took, 0.95);
    return {
      name: 'saved-p95',
      unit: 'ms',
      ours: rounded(p95),
      reference: null,
      ratio: null,
      goal: `at most ${goalMs} ms at ${editsPerSecond} edits a second`,
      met: p95 <= goalMs,
    };
  } finally {
    hub.disconnect();
    await once(hub, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Milliseconds to *Saved* of each edit. */
async function typeSteadily(address: URL, say: (text: string) => void): Promise<number[]> {
  const token = address.hash.replace('#token=', '');
  const socket = new WebSocket(`ws://${address.host}/hub`, offerSubprotocols(token), {
    origin: address.origin,
  });
  await once(socket, 'open');
  const send = (frame: ChannelFrame) => socket.send(encodeChannelFrame(frame));
  const doc = await followNewPage(socket, send);

  const sentAt = new Map<number, number>();
  const took: number[] = [];
  let saved = 0;
  const done = new Promise<void>((resolve) => {
    socket.on('message', (bytes: Buffer) => {
      const frame = decodeChannelFrame(bytes);
      if (frame.kind === 'refused') throw new Error(frame.code);
      if (frame.kind !== 'saved') return;
      const now = performance.now();
      while (saved < frame.batch) took.push(now - (sentAt.get(++saved) ?? now));
      if (saved === editsPerSecond * seconds) resolve();
    });
  });

  const ydoc = new Y.Doc();
  let batch = 0;
  ydoc.on('update', (update: Uint8Array) => {
    sentAt.set(++batch, performance.now());
    send({ kind: 'update', doc, batch, update });
  });
  const title = ydoc.getText('title');
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = Math.min(
      editsPerSecond * seconds,
      Math.floor(((performance.now() - startedAt) / 1000) * editsPerSecond),
    );
    while (batch < due) title.insert(title.length, 'a');
    if (batch === editsPerSecond * seconds) clearInterval(timer);
  }, 1);
  say(`typing for ${seconds} s`);
  await done;
  socket.close();
  return took;
}

/** Says hello, makes a page and follows it; its edits are then taken. */
async function followNewPage(
  socket: WebSocket,
  send: (frame: ChannelFrame) => void,
): Promise<DocKey> {
  let nextId = 0;
  const ask = (method: string, params: unknown): Promise<unknown> => {
    const id = ++nextId;
    send({ kind: 'rpc', json: JSON.stringify({ type: 'request', id, method, params }) });
    return nextFrame(socket, (frame) => {
      if (frame.kind !== 'rpc') return undefined;
      const message = rpcMessageSchema.parse(JSON.parse(frame.json));
      if (message.type === 'error' && message.id === id) throw new Error(message.error.code);
      return message.type === 'result' && message.id === id ? message.result : undefined;
    });
  };
  send({
    kind: 'rpc',
    json: JSON.stringify({ type: 'hello', protocol: protocolVersions.hub }),
  });
  const state = (await ask('app.state', {})) as { workspaces: { id: string }[] };
  const workspace = state.workspaces[0]?.id ?? '';
  const { page } = (await ask('pages.create', { workspace, parent: null })) as { page: string };
  const doc: DocKey = `${workspace}/page/${page}`;
  send({ kind: 'subscribe', doc, stateVector: Y.encodeStateVector(new Y.Doc()) });
  await nextFrame(socket, (frame) => (frame.kind === 'subscribed' ? frame : undefined));
  return doc;
}

function nextFrame<T>(socket: WebSocket, read: (frame: ChannelFrame) => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (bytes: Buffer) => {
      try {
        const found = read(decodeChannelFrame(bytes));
        if (found === undefined) return;
        socket.off('message', look);
        resolve(found);
      } catch (error) {
        socket.off('message', look);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    socket.on('message', look);
  });
}

import * as Y from 'yjs';
import { rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';
import { connectorOf } from './syncServers/connectorOf.ts';
import { startServer } from './syncServers/startServer.ts';
import type { ServerKind } from './syncServers/startServer.ts';

const people = 50;
const documentsEach = 100;
const documents = people * documentsEach;
const goalRatio = 0.5;
const idleMs = 100_000;

/**
 * What fifty people cost the server who each have a hundred documents open and do nothing. Each
 * server has its own protocol: ours carries a person's documents over one socket.
 */
export const syncMemory: Benchmark = async (say) => {
  const ours = await measure('confab');
  say(`confab: ${rounded(ours)} MB`);
  const reference = await measure('y-websocket');
  say(`y-websocket: ${rounded(reference)} MB`);
  const ratio = ours / reference;
  return {
    name: 'sync-memory',
    unit: 'MB',
    ours: rounded(ours),
    reference: rounded(reference),
    ratio: rounded(ratio),
    goal: `${documents} idle connected documents in at most ${goalRatio} of @y/websocket-server's memory`,
    met: ratio <= goalRatio,
  };
};

/** Megabytes that the server's process has grown by. */
async function measure(kind: ServerKind): Promise<number> {
  const server = await startServer(kind);
  try {
    const connect = await connectorOf(server);
    const before = await server.use();
    const page = somePage();
    for (let person = 0; person < people; person++) {
      const connection = await connect();
      for (let at = 0; at < documentsEach; at++) {
        const document = await connection.open(nameOf(person, at), () => undefined);
        document.send(page);
      }
    }
    await idle();
    const after = await server.use();
    return (after.rssBytes - before.rssBytes) / 1024 / 1024;
  } finally {
    await server.stop();
  }
}

function nameOf(person: number, at: number): string {
  return `benchmark-document-${person}-${at}`;
}

/** A short page as somebody typed it: a thousand letters in thirty paragraphs. */
function somePage(): Uint8Array {
  const doc = new Y.Doc();
  const blocks = doc.getXmlFragment('blocks');
  for (let at = 0; at < 30; at++) {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    blocks.insert(at, [paragraph]);
    paragraph.insert(0, [text]);
    for (let letter = 0; letter < 34; letter++) text.insert(letter, 'a');
  }
  return Y.encodeStateAsUpdate(doc);
}

/** Idle means idle: what a server does after a minute of nothing has been done. */
async function idle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, idleMs));
}

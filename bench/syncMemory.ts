import * as Y from 'yjs';
import { rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';
import { connectorOf } from './syncServers/connectorOf.ts';
import { startServer } from './syncServers/startServer.ts';
import type { ServerKind } from './syncServers/startServer.ts';

const documents = 5000;
const goalRatio = 0.5;
const connectAtOnce = 50;
const idleMs = 100_000;

/** What 5,000 people cost the server who each have a document open and do nothing. */
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
    const names = Array.from({ length: documents }, (_, at) => `benchmark-document-${at}`);
    for (let at = 0; at < documents; at += connectAtOnce) {
      await Promise.all(
        names.slice(at, at + connectAtOnce).map(async (doc) => {
          const person = await connect();
          const document = await person.open(doc, () => undefined);
          document.send(page);
        }),
      );
    }
    await idle();
    const after = await server.use();
    return (after.rssBytes - before.rssBytes) / 1024 / 1024;
  } finally {
    await server.stop();
  }
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

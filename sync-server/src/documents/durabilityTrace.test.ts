import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeSyncFrame } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { newId } from '../newId.ts';
import { isOnDiskBefore, sentOverSockets, syncBetween, traceOfFile } from '../testing/readTrace.ts';
import { startTraced, whyNotTraced } from '../testing/startTraced.ts';
import type { TracedProcess } from '../testing/startTraced.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { TestAccount } from '../testing/TestAccount.ts';

const wal = 'sync.db-wal';
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const reason = whyNotTraced();
const because = reason === null ? '' : ` (${reason})`;

async function startTracedServer(): Promise<{ server: TracedProcess; url: string }> {
  const folder = await temporaryFolder();
  const server = startTraced(folder, [main, '--port', '0', '--data', `${folder}/data`]);
  if (server.process.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface(server.process.stdout), 'line')) as [string];
  return { server, url: (JSON.parse(line) as { url: string }).url };
}

test.skipIf(reason !== null)(
  `an edit is synced to the disk before its acknowledgement leaves the server${because}`,
  async () => {
    const { server, url } = await startTracedServer();
    const alice = await TestAccount.signUp(url, 'Alice');
    const workspace = await alice.publish();
    const client = await SyncClient.signedIn(url, alice.session);
    const docs = Array.from({ length: 8 }, () => `${workspace}/page/${newId()}`);
    const edit = async (doc: string) => {
      const content = `<text of ${doc}>`;
      return { content, answer: await client.edit(doc, textUpdate(content)) };
    };
    const [first = '', ...others] = docs;
    const edits = [await edit(first), ...(await Promise.all(others.map(edit)))];
    await client.close();
    const calls = await server.finish();
    for (const { content, answer } of edits) {
      expect(answer.kind).toBe('ack');
      const [sent] = sentOverSockets(calls, encodeSyncFrame(answer));
      if (sent === undefined) throw new Error('no acknowledgement in the trace');
      expect(isOnDiskBefore(calls, sent, { content, suffix: wal })).toBe(true);
    }
  },
);

test.skipIf(reason !== null)(
  `a file, its name and its record are synced before it is called stored${because}`,
  async () => {
    const { server, url } = await startTracedServer();
    const alice = await TestAccount.signUp(url, 'Alice');
    const workspace = await alice.publish();
    const content = '<the picture>';
    const hash = createHash('sha256').update(content).digest('hex');
    const response = await fetch(`${url}/files/${workspace}/${hash}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${alice.session}`, 'content-type': 'image/png' },
      body: content,
    });
    expect(response.status).toBe(201);
    const calls = await server.finish();
    const file = traceOfFile(calls, { content, incoming: '/.incoming/' });
    const answer = sentOverSockets(calls, 'HTTP/1.1 201').at(-1);
    if (answer === undefined || file === null) {
      throw new Error('the file was not written, named and answered');
    }
    const { written, renamed, folder } = file;
    expect(syncBetween(calls, written, renamed)).toBeDefined();
    expect(syncBetween(calls, { ...renamed, path: folder }, answer)).toBeDefined();
    expect(isOnDiskBefore(calls, answer, { content: hash, suffix: wal })).toBe(true);
  },
);

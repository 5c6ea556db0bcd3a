import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { TestAccount } from '../testing/TestAccount.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

async function startProcess(
  data: string,
  port = '0',
): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [main, '--port', port, '--data', data], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const ready = JSON.parse(line) as { ready: string; url: string };
  expect(ready.ready).toBe('sync-server');
  return { process: child, url: ready.url };
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('what was acknowledged is there after kill -9, account and membership too', async () => {
  const data = await temporaryFolder();
  const first = await startProcess(data);
  const alice = await TestAccount.signUp(first.url, 'Alice');
  const workspace = await alice.publish();
  const docs = Array.from({ length: 20 }, () => `${workspace}/page/${newId()}`);
  const hub = await SyncClient.signedIn(first.url, alice.session);
  const answers = await Promise.all(docs.map((doc) => hub.edit(doc, textUpdate(doc))));
  await killHard(first.process);
  expect(answers.map((answer) => answer.kind)).toEqual(docs.map(() => 'ack'));

  const second = await startProcess(data);
  const again = await SyncClient.signedIn(second.url, alice.session);
  for (const doc of docs) {
    const copy = new Y.Doc();
    expect((await again.open(doc, copy)).seq).toBe(1);
    expect(copy.getText('title').toString()).toBe(doc);
  }
});

test.each([0, 10, 40])(
  'a workspace that was being taken offline when the server was killed is gone or whole (%i ms)',
  async (delay) => {
    const data = await temporaryFolder();
    const first = await startProcess(data);
    const alice = await TestAccount.signUp(first.url, 'Alice');
    const workspace = await alice.publish();
    const docs = Array.from({ length: 80 }, () => `${workspace}/page/${newId()}`);
    const hub = await SyncClient.signedIn(first.url, alice.session);
    await Promise.all(docs.map((doc) => hub.edit(doc, textUpdate(doc))));
    // Whether it is answered depends on where the kill hits; either is fine.
    const asked = alice.call('DELETE', `/api/workspaces/${workspace}`).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await killHard(first.process);
    await asked;

    const second = await startProcess(data);
    const back = new TestAccount(second.url, alice.account, alice.session);
    const again = await SyncClient.signedIn(second.url, alice.session);
    again.request({ type: 'follow', workspace });
    const answer = await again.replies.next((reply) => reply.type !== 'welcome');
    if (answer.type === 'docs') expect(answer.docs).toHaveLength(docs.length);
    else expect(answer).toMatchObject({ type: 'unfollowed', error: { code: 'not-found' } });

    expect((await back.call('DELETE', `/api/workspaces/${workspace}`)).status).toBe(204);
    await back.call('PUT', `/api/workspaces/${workspace}`, { name: 'Again' });
    again.request({ type: 'follow', workspace });
    const empty = await again.replies.next(
      (reply) => reply.type === 'docs' && reply.docs.length === 0,
    );
    expect(empty).toMatchObject({ workspace, role: 'owner' });
  },
);

test('a second server does not touch a folder that is in use, and may have it afterwards', async () => {
  const data = await temporaryFolder();
  const first = await startProcess(data);
  const second = spawn(process.execPath, [main, '--port', '0', '--data', data]);
  const [errors, [code]] = await Promise.all([
    text(second.stderr),
    once(second, 'exit') as Promise<[number]>,
  ]);
  expect(code).toBe(1);
  expect(errors).toContain('another sync server is using');
  await killHard(first.process);
  await startProcess(data);
});

test('it stops cleanly on SIGTERM, and when the launcher that started it is gone', async () => {
  const data = await temporaryFolder();
  const first = await startProcess(data);
  const alice = await TestAccount.signUp(first.url, 'Alice');
  const hub = await SyncClient.signedIn(first.url, alice.session);
  first.process.kill('SIGTERM');
  const [code] = (await once(first.process, 'exit')) as [number];
  expect(code).toBe(0);
  expect((await hub.closed).code).toBe(1001);

  const second = await startProcess(data);
  second.process.disconnect();
  const [after] = (await once(second.process, 'exit')) as [number];
  expect(after).toBe(0);
});

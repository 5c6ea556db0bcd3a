import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type * as Y from 'yjs';
import { z } from 'zod';
import { SeededRandom } from '../fuzz/SeededRandom.ts';
import { connectTab } from '../testing/connectTab.ts';
import { openTestHub, temporaryFolder } from '../testing/openTestHub.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';
import { TestWindow } from '../testing/TestWindow.ts';

const main = fileURLToPath(new URL('../../target-browser/main.ts', import.meta.url));
const readySchema = z.object({ type: z.literal('ready'), url: z.url() });
const pages = 60;
const files = 4;
const kills = 3;

/** A real hub process of that profile, with one window. */
async function startHub(profileDir: string) {
  const child = fork(main, ['--profile-dir', profileDir], {
    env: { ...process.env, CONFAB_RENDERER_DIR: profileDir },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [message] = (await once(child, 'message')) as [unknown];
  const window = await connectTab(readySchema.parse(message).url);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { window, kill };
}

const titleOf = (page: number): string => `Page ${page}`;
const bytesOf = (file: number): Uint8Array =>
  new TextEncoder().encode(`file ${file} `.repeat(40_000));

/** Pages with titles, and files; all of it on the disk when this resolves. */
async function fill(window: TestWindow): Promise<string> {
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  for (let page = 0; page < pages; page++) {
    await window.request('pages.create', { workspace, parent: null, title: titleOf(page) });
  }
  for (let file = 0; file < files; file++) {
    const bytes = bytesOf(file);
    const announced = { workspace, name: `${file}.txt`, type: 'text/plain', size: bytes.length };
    const { transfer } = await window.request('files.begin', announced);
    const piece = 64 * 1024;
    for (let offset = 0; offset < bytes.length; offset += piece) {
      const last = offset + piece >= bytes.length;
      const part = bytes.slice(offset, offset + piece);
      window.send({ kind: 'blob', transfer, offset, last, bytes: part });
    }
    await window.request('files.finish', { transfer });
  }
  return workspace;
}

const account = { email: 'alice@example.com', password: 'correct horse battery' };

async function connect(window: TestWindow, url: string): Promise<string> {
  await window.request('profile.setName', { name: 'Alice' });
  const { server } = await window.request('accounts.signUp', { url, ...account });
  return server.server;
}

/** The titles of all pages as a window reads them, in the order of their texts. */
async function titles(window: TestWindow, workspace: string): Promise<string[]> {
  const index = await window.open(`${workspace}/index`);
  const ids = [...index.ydoc.getMap<Y.Map<unknown>>('pages').keys()];
  const read = ids.map(async (id) => (await window.open(`${workspace}/page/${id}`)).text);
  return (await Promise.all(read)).sort();
}

test.each([1, 2, 3])(
  'seed %i: a workspace is published whole and once, however often the hub is killed meanwhile',
  async (seed) => {
    const random = new SeededRandom(seed);
    const sync = await startSyncServer();
    const profileDir = await temporaryFolder();
    const first = await startHub(profileDir);
    const workspace = await fill(first.window);
    const server = await connect(first.window, sync.url);
    const before = await titles(first.window, workspace);
    expect(before).toHaveLength(pages + 1);
    let hub = first;
    for (let killed = 0; killed < kills; killed++) {
      const asked = hub.window.request('workspaces.publish', { workspace, server });
      // The point where it dies is what the seed is for; nothing is expected to be done by then.
      await Promise.race([asked, delay(random.below(20))]);
      await delay(random.below(120));
      await hub.kill();
      hub = await startHub(profileDir);
    }
    await hub.window.request('workspaces.publish', { workspace, server });
    await hub.window.syncState(workspace, 'synced');
    expect(await titles(hub.window, workspace)).toEqual(before);

    const other = await openTestHub();
    const window = await TestWindow.open(other.hub);
    await window.request('accounts.signIn', { url: sync.url, ...account });
    await window.event('workspaces', (list) => list.some(({ id }) => id === workspace));
    await window.syncState(workspace, 'synced');
    expect(await titles(window, workspace)).toEqual(before);
    for (let file = 0; file < files; file++) {
      const hash = createHash('sha256').update(bytesOf(file)).digest('hex');
      const named = { workspace, hash, name: `${file}.txt` };
      const { address } = await window.request('files.address', named);
      expect(await other.hub.openFile(address.slice(3))).toMatchObject({
        size: bytesOf(file).length,
      });
    }
  },
  60_000,
);

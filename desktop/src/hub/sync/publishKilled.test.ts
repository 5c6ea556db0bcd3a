import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { createHub } from '../createHub.ts';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { DocumentStore } from '../documents/DocumentStore.ts';
import { SeededRandom } from '../fuzz/SeededRandom.ts';
import { systemClock } from '../Clock.ts';
import { fakeHost } from '../testing/fakeHost.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { addFile, emailOf, password } from '../testing/people.ts';
import { startRealHub, startRealServer } from '../testing/realProcesses.ts';
import type { RealHub, RealServer } from '../testing/realProcesses.ts';
import { TestWindow } from '../testing/TestWindow.ts';

const pages = 1000;
const files = 4;
const kills = 3;

const bytesOf = (file: number): Uint8Array =>
  new TextEncoder().encode(`file ${file} `.repeat(40_000));
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A profile with a workspace of many pages, some of which show a file. */
let filled: { readonly profileDir: string; readonly workspace: string };

beforeAll(async () => {
  const profileDir = await mkdtemp(join(tmpdir(), 'confab-filled-'));
  const hub = await createHub({ profileDir, host: fakeHost(), localServerUrl: null });
  const window = await TestWindow.open(hub);
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  for (let page = 0; page < pages; page++) {
    await window.request('pages.create', { workspace, parent: null, title: `Page ${page}` });
  }
  for (let file = 0; file < files; file++) {
    const { url } = await addFile(window, workspace, bytesOf(file));
    const title = `With file ${file}`;
    const { page } = await window.request('pages.create', { workspace, parent: null, title });
    const shown = await window.open(`${workspace}/page/${page}`);
    await shown.saved(shown.edit((ydoc) => ydoc.getMap('meta').set('cover', url)));
  }
  await hub.close();
  filled = { profileDir, workspace };
}, 60_000);

afterAll(() => rm(filled.profileDir, { recursive: true, force: true }));

/** What a profile holds of a workspace on its disk, by document; its hub does not run. */
function stateOf(profileDir: string, workspace: string): Record<string, unknown> {
  const database = openDatabase(join(profileDir, 'confab.sqlite'));
  try {
    const commits = new GroupCommit(database);
    const store = new DocumentStore({ database, commits, clock: systemClock });
    const docs = store.list(workspace).map((doc) => {
      const { snapshot, updates } = store.load(doc);
      const ydoc = new Y.Doc();
      if (snapshot !== null) Y.applyUpdate(ydoc, snapshot);
      for (const { payload } of updates) Y.applyUpdate(ydoc, payload);
      const content = {
        title: ydoc.getText('title').toString(),
        meta: ydoc.getMap('meta').toJSON(),
        pages: ydoc.getMap('pages').toJSON(),
        blocks: ydoc.getXmlFragment('blocks').toString(),
      };
      return [doc, content] as const;
    });
    return Object.fromEntries(docs);
  } finally {
    database.close();
  }
}

/** Asks until it is so, while hub or server are killed at points that the seed chooses. */
class Killer {
  readonly #random: SeededRandom;
  readonly #profileDir: string;
  readonly #server: RealServer;
  hub: RealHub;

  constructor(random: SeededRandom, profileDir: string, server: RealServer, hub: RealHub) {
    this.#random = random;
    this.#profileDir = profileDir;
    this.#server = server;
    this.hub = hub;
  }

  async during(ask: (window: TestWindow) => Promise<unknown>): Promise<void> {
    for (let killed = 0; killed < kills; killed++) {
      // What was asked is cut off more often than not: whatever becomes of it is fine.
      const asked = Promise.allSettled([ask(this.hub.window)]);
      await Promise.race([asked, delay(this.#random.below(60))]);
      await delay(this.#random.below(600));
      await this.#kill();
    }
  }

  async #kill(): Promise<void> {
    if (this.#random.chance(0.4)) {
      await this.#server.kill();
      await this.#server.start();
      await this.hub.window.request('app.wake', {});
    } else {
      await this.hub.kill();
      this.hub = await startRealHub(this.#profileDir);
    }
  }
}

async function serverOf(window: TestWindow, workspace: string): Promise<string | null | undefined> {
  const { workspaces } = await window.request('app.state', {});
  return workspaces.find(({ id }) => id === workspace)?.server;
}

/** Repeats what was refused because a process had just died. */
async function untilDone(ask: () => Promise<unknown>): Promise<void> {
  await expect.poll(() => ask().then(() => true, String), { timeout: 60_000 }).toBe(true);
}

describe.each([1, 2])('seed %i: a workspace of 1,000 pages', (seed) => {
  test('is published whole and once, and taken back, however often hub and server are killed', async () => {
    const { workspace } = filled;
    const before = stateOf(filled.profileDir, workspace);
    expect(Object.keys(before)).toHaveLength(pages + files + 2);
    const profileDir = await temporaryFolder();
    await cp(filled.profileDir, profileDir, { recursive: true });
    const sync = await startRealServer(await temporaryFolder());
    const first = await startRealHub(profileDir);
    await first.window.request('profile.setName', { name: 'Alice' });
    const account = { url: sync.url, email: emailOf('Alice'), password };
    const { server } = (await first.window.request('accounts.signUp', account)).server;
    const killer = new Killer(new SeededRandom(seed), profileDir, sync, first);

    const publish = { workspace, server };
    await killer.during((window) => window.request('workspaces.publish', publish));
    const { window } = killer.hub;
    await window.request('app.wake', {});
    await untilDone(() => window.request('workspaces.publish', publish));
    await window.syncState(workspace, 'synced');

    const otherDir = await temporaryFolder();
    const other = await startRealHub(otherDir);
    await other.window.request('accounts.signIn', account);
    await other.window.event('workspaces', (list) => list.some(({ id }) => id === workspace));
    await other.window.syncState(workspace, 'synced');
    for (let file = 0; file < files; file++) {
      const hash = hashOf(bytesOf(file));
      await other.window.request('files.address', { workspace, hash, name: 'file.txt' });
      const path = join(otherDir, 'files', workspace, hash.slice(0, 2), hash);
      expect(hashOf(await readFile(path))).toBe(hash);
    }
    await other.kill();
    expect(stateOf(otherDir, workspace)).toEqual(before);

    await killer.during((at) => at.request('workspaces.takeOffline', { workspace }));
    const after = killer.hub;
    await after.window.request('app.wake', {});
    await untilDone(() => after.window.request('workspaces.takeOffline', { workspace }));
    expect(await serverOf(after.window, workspace)).toBeNull();
    await after.kill();
    expect(stateOf(profileDir, workspace)).toEqual(before);
    onTestFinished(() => sync.kill());
  }, 180_000);
});

import { join } from 'node:path';
import { pageVersionListSchema, pageVersionSchema, versionIntervalMs } from '@confab/shared-types';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { SqliteStorage } from '../storage/sqlite/SqliteStorage.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient } from '../testing/SyncClient.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { errorOf, TestAccount } from '../testing/TestAccount.ts';
import { spellEndsAfterMs } from './VersionKeeper.ts';

const minute = 60_000;
const slowly = { timeout: 10_000 };

/** Somebody who types into a page, word by word. */
class Writer {
  readonly #doc = new Y.Doc();
  readonly #hub: SyncClient;
  readonly #key: string;

  constructor(hub: SyncClient, key: string) {
    this.#hub = hub;
    this.#key = key;
  }

  static async at(by: TestAccount, key: string): Promise<Writer> {
    return new Writer(await SyncClient.signedIn(by.url, by.session), key);
  }

  async write(word: string): Promise<void> {
    await this.#hub.open(this.#key, this.#doc);
    const before = Y.encodeStateVector(this.#doc);
    const text = this.#doc.getText('title');
    text.insert(text.length, word);
    await this.#hub.edit(this.#key, Y.encodeStateAsUpdate(this.#doc, before));
  }
}

async function writtenPage(dataFolder?: string) {
  const clock = new ManualClock();
  const folder = dataFolder ?? (await temporaryFolder());
  const server = await startTestServer({ clock, dataFolder: folder });
  const olivia = await TestAccount.signUp(server.url, 'Olivia');
  const ed = await TestAccount.signUp(server.url, 'Ed');
  const workspace = await olivia.publish();
  await olivia.invite(workspace, ed, 'editor');
  const page = newId();
  const key = `${workspace}/page/${page}`;
  const path = `/api/workspaces/${workspace}/pages/${page}/versions`;
  const hers = await Writer.at(olivia, key);
  const his = await Writer.at(ed, key);
  return { clock, folder, server, olivia, ed, workspace, page, path, hers, his };
}

const list = (by: TestAccount, path: string) => by.expect(pageVersionListSchema, 'GET', path);

function waitFor(by: TestAccount, path: string, count: number) {
  return vi.waitFor(async () => {
    const versions = await list(by, path);
    expect(versions).toHaveLength(count);
    return versions;
  }, slowly);
}

async function textOf(by: TestAccount, path: string, id: string): Promise<string> {
  const response = await fetch(`${by.url}${path}/${id}`, {
    headers: { authorization: `Bearer ${by.session}` },
  });
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()));
  return doc.getText('title').toString();
}

test('the end of a spell of editing is kept, with who wrote in it, most edits first', async () => {
  const { clock, olivia, path, hers, his } = await writtenPage();
  await hers.write('one ');
  await his.write('two ');
  await his.write('three ');
  const at = clock.now();
  clock.advance(spellEndsAfterMs - minute);
  expect(await list(olivia, path)).toEqual([]);
  clock.advance(2 * minute);
  const [version] = await waitFor(olivia, path, 1);
  expect(version).toMatchObject({ at, name: null });
  expect(version?.authors.map((author) => author.name)).toEqual(['Ed', 'Olivia']);
  expect(version?.sizeBytes).toBeGreaterThan(10);
  expect(await textOf(olivia, path, version?.id ?? '')).toBe('one two three ');

  // Nothing new: no version however long it takes.
  clock.advance(60 * minute);
  await hers.write('four');
  expect(await list(olivia, path)).toHaveLength(1);
});

test('a long spell is cut every ten minutes, and no two versions are closer', async () => {
  const { clock, olivia, path, hers } = await writtenPage();
  for (let at = 0; at <= 25; at += 1) {
    await hers.write(`${at} `);
    clock.advance(minute);
    // Each check runs to its end before the next minute begins.
    await vi.waitFor(async () => {
      expect((await list(olivia, path)).length).toBe(Math.floor((at + 1) / 10));
    }, slowly);
  }
  const versions = await list(olivia, path);
  const [newer, older] = versions.map((version) => version.at);
  expect((newer ?? 0) - (older ?? 0)).toBeGreaterThanOrEqual(versionIntervalMs);
});

test('what was written before a kill and a compaction is still kept, with its authors', async () => {
  const { folder, server, olivia, workspace, page, path, hers, his } = await writtenPage();
  await hers.write('one ');
  await his.write('two ');
  await server.stop();
  const storage = new SqliteStorage(join(folder, 'sync.db'));
  const doc = `${workspace}/page/${page}`;
  const { updates, seq } = await storage.documents.load(doc);
  const whole = new Y.Doc();
  for (const update of updates) Y.applyUpdate(whole, update);
  await storage.documents.compact(doc, seq, Y.encodeStateAsUpdate(whole));
  await storage.close();

  const clock = new ManualClock();
  const again = await startTestServer({ clock, dataFolder: folder });
  clock.advance(3 * minute);
  const back = new TestAccount(again.url, olivia.account, olivia.session);
  const [version] = await waitFor(back, path, 1);
  expect(version?.authors.map((author) => author.name).sort()).toEqual(['Ed', 'Olivia']);
  expect(version?.at).toBe(new ManualClock().now());
  expect(await textOf(back, path, version?.id ?? '')).toBe('one two ');
});

test('the present state is kept and named on request, and named anew', async () => {
  const { clock, olivia, ed, path, hers, his } = await writtenPage();
  expect((await olivia.call('POST', path, { name: 'Nothing yet' })).status).toBe(404);
  await hers.write('one ');
  const first = await olivia.expect(pageVersionSchema, 'POST', path, { name: 'First' });
  expect(first).toMatchObject({ name: 'First', authors: [{ name: 'Olivia' }] });
  await his.write('two');
  clock.advance(minute);
  const second = await ed.expect(pageVersionSchema, 'POST', path, { name: null });
  expect(second).toMatchObject({ name: null, authors: [{ name: 'Ed' }] });
  // The same state is not kept twice.
  const named = await olivia.expect(pageVersionSchema, 'POST', path, { name: 'Second' });
  expect(named).toEqual({ ...second, name: 'Second' });
  const renamed = await olivia.expect(pageVersionSchema, 'PATCH', `${path}/${first.id}`, {
    name: 'Draft',
  });
  expect(renamed).toEqual({ ...first, name: 'Draft' });
  expect((await list(ed, path)).map((version) => version.name)).toEqual(['Second', 'Draft']);
  expect(await textOf(ed, path, first.id)).toBe('one ');
});

test('who reads the page reads its history, who writes it names versions', async () => {
  const { olivia, workspace, page, path, hers } = await writtenPage();
  await hers.write('one');
  const { id } = await olivia.expect(pageVersionSchema, 'POST', path, { name: null });
  const guest = await TestAccount.signUp(olivia.url, 'Gus');
  const other = await TestAccount.signUp(olivia.url, 'Sam');
  await olivia.letIn(workspace, page, guest, 'commenter');
  expect(await list(guest, path)).toHaveLength(1);
  expect(await textOf(guest, path, id)).toBe('one');
  expect((await guest.call('POST', path, { name: 'x' })).status).toBe(403);
  expect((await guest.call('PATCH', `${path}/${id}`, { name: 'x' })).status).toBe(403);
  expect((await other.call('GET', path)).status).toBe(403);
  expect((await other.call('GET', `${path}/${id}`)).status).toBe(403);
});

test('an unknown version is told, one of another page too, and a damaged one is not given', async () => {
  const { folder, olivia, workspace, path, hers } = await writtenPage();
  await hers.write('one');
  const { id } = await olivia.expect(pageVersionSchema, 'POST', path, { name: null });
  const elsewhere = `/api/workspaces/${workspace}/pages/${newId()}/versions/${id}`;
  for (const address of [`${path}/${newId()}`, `${path}/no`, elsewhere]) {
    const answer = await olivia.call('GET', address);
    expect([answer.status, errorOf(answer).code]).toEqual([404, 'version-unknown']);
  }
  const raw = new Database(join(folder, 'sync.db'));
  raw.exec("UPDATE page_versions SET payload = x'00'");
  raw.close();
  expect(errorOf(await olivia.call('GET', `${path}/${id}`)).code).toBe('data-damaged');
});

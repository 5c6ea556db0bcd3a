import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pageSchemaVersion } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ProfileInUseError, createHub } from './createHub.ts';
import { fakeHost } from './testing/fakeHost.ts';
import { openTestHub } from './testing/openTestHub.ts';
import { TestWindow } from './testing/TestWindow.ts';

async function newPage(window: TestWindow): Promise<{ doc: DocKey; workspace: string }> {
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await window.request('pages.create', { workspace, parent: null, title: '' });
  return { doc: `${workspace}/page/${page}`, workspace };
}

describe('a new profile', () => {
  test('begins with a local workspace that holds a page to try things on', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const state = await window.request('app.state', {});
    expect(state.profile.name).toBeNull();
    expect(state.workspaces).toMatchObject([{ name: 'My workspace', server: null, role: 'owner' }]);
    expect(state.sync).toMatchObject([{ state: 'local', waiting: 0 }]);
    const workspace = state.workspaces[0]?.id ?? '';
    const index = await window.open(`${workspace}/index`);
    const [[page, entry] = []] = index.ydoc.getMap<Y.Map<unknown>>('pages').entries();
    expect(entry?.get('title')).toBe('Welcome to Confab');
    const document = await window.open(`${workspace}/page/${String(page)}`);
    expect(document.text).toBe('Welcome to Confab');
    expect(document.ydoc.getXmlFragment('blocks').toString()).toContain('Try it here');
  });

  test('speaks the language of the machine', async () => {
    const { hub } = await openTestHub({ locale: 'ko-KR' });
    const window = await TestWindow.open(hub);
    const { workspaces } = await window.request('app.state', {});
    expect(workspaces).toMatchObject([{ name: '내 작업 공간' }]);
  });

  test('keeps name and preferences over a restart', async () => {
    const { hub, profileDir } = await openTestHub();
    const window = await TestWindow.open(hub);
    await window.request('profile.setName', { name: 'Alice' });
    await window.request('preferences.update', { theme: 'dark' });
    const before = await window.request('app.state', {});
    await hub.close();
    const again = await openTestHub({ profileDir });
    const after = await (await TestWindow.open(again.hub)).request('app.state', {});
    expect(after.profile).toEqual({ ...before.profile, name: 'Alice' });
    expect(after.preferences.theme).toBe('dark');
  });

  test('is held by one hub', async () => {
    const { profileDir } = await openTestHub();
    const second = createHub({ profileDir, host: fakeHost(), localServerUrl: null });
    await expect(second).rejects.toBeInstanceOf(ProfileInUseError);
  });
});

describe('documents over the channel', () => {
  test('what is saved is there after a restart', async () => {
    const { hub, profileDir } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { doc } = await newPage(window);
    const page = await window.open(doc);
    await page.saved(page.type('hello'));
    await hub.close();
    const again = await openTestHub({ profileDir });
    const reopened = await (await TestWindow.open(again.hub)).open(doc);
    expect(reopened.text).toBe('hello');
  });

  test('edits of one window reach the others, and not itself', async () => {
    const { hub } = await openTestHub();
    const alice = await TestWindow.open(hub);
    const bob = await TestWindow.open(hub);
    const { doc } = await newPage(alice);
    const here = await alice.open(doc);
    const there = await bob.open(doc);
    await here.saved(here.type('from alice'));
    await there.textIs('from alice');
    expect(alice.frames('update')).toEqual([]);
  });

  test('batches of one commit are answered by one frame', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const page = await window.open((await newPage(window)).doc);
    for (let count = 0; count < 99; count++) page.type('a');
    await page.saved(page.type('b'));
    expect(window.frames('saved').length).toBeLessThan(10);
  });

  test('a page is kept with its first block before the tree leads to it', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { doc, workspace } = await newPage(window);
    const page = await window.open(doc);
    expect(page.ydoc.getMap('meta').toJSON()).toEqual({
      schemaVersion: pageSchemaVersion,
      kind: 'page',
    });
    expect(page.ydoc.getXmlFragment('blocks').length).toBe(1);
    const index = await window.open(`${workspace}/index`);
    const orders = [...index.ydoc.getMap<Y.Map<unknown>>('pages').values()].map((entry) =>
      entry.get('order'),
    );
    expect(new Set(orders).size).toBe(2);
  });

  test('a page of a newer app is read-only and not a byte of it is changed', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { doc } = await newPage(window);
    const page = await window.open(doc);
    await page.saved(page.edit((ydoc) => ydoc.getMap('meta').set('schemaVersion', 99)));
    const later = await TestWindow.open(hub);
    const reader = await later.open(doc);
    expect(later.frames('subscribed')).toMatchObject([{ access: 'read' }]);
    const batch = reader.type('x');
    const refused = await later.frame('refused');
    expect(refused).toMatchObject({ batch, code: 'no-permission' });
    expect((await (await TestWindow.open(hub)).open(doc)).text).toBe('');
  });

  test('a page with blocks of a newer app turns read-only before they arrive', async () => {
    const { hub } = await openTestHub();
    const newer = await TestWindow.open(hub);
    const { doc } = await newPage(newer);
    const author = await newer.open(doc);
    const window = await TestWindow.open(hub);
    await window.open(doc);
    const group = (ydoc: Y.Doc) => ydoc.getXmlFragment('blocks').get(0) as Y.XmlElement;
    author.edit((ydoc) => group(ydoc).insert(0, [new Y.XmlElement('hologram')]));
    await window.frame('update');
    expect(window.received.slice(-2)).toMatchObject([
      { kind: 'access', doc, access: 'read', reason: 'newer-schema' },
      { kind: 'update', doc },
    ]);
    const reopened = await TestWindow.open(hub);
    await reopened.open(doc);
    expect(reopened.frames('subscribed')).toMatchObject([{ access: 'read' }]);
    const batch = author.edit((ydoc) => group(ydoc).delete(0, 1));
    expect(await newer.frame('refused')).toMatchObject({ batch, code: 'no-permission' });
  });

  test('a page over 20 MiB stops growing and can be made smaller', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const page = await window.open((await newPage(window)).doc);
    await page.saved(page.type('a'.repeat(19 * 1024 * 1024)));
    page.type('b'.repeat(2 * 1024 * 1024));
    expect(await window.frame('refused')).toMatchObject({ batch: 2, code: 'page-too-large' });
    const again = await TestWindow.open(hub);
    const same = await again.open(page.key);
    await same.saved(same.edit((ydoc) => ydoc.getText('title').delete(0, 1024 * 1024)));
    await same.saved(same.type('b'.repeat(1024)));
  });

  test('after a refusal nothing is called saved until the window compares again', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const page = await window.open((await newPage(window)).doc);
    const lost = new Y.Doc();
    lost.getText('title').insert(0, 'lost');
    const before = Y.encodeStateVector(lost);
    lost.getText('title').insert(4, ' and found');
    page.send(Y.encodeStateAsUpdate(lost, before));
    expect(await window.frame('refused')).toMatchObject({ batch: 1, code: 'resync-needed' });
    page.type('x');
    expect(await window.frame('refused', ({ batch }) => batch === 2)).toBeDefined();
    window.send({
      kind: 'subscribe',
      doc: page.key,
      stateVector: Y.encodeStateVector(page.ydoc),
    });
    await page.saved(page.send(Y.encodeStateAsUpdate(lost)));
    const reader = await (await TestWindow.open(hub)).open(page.key);
    expect(reader.text).toContain('lost and found');
  });
});

describe('bad messages', () => {
  test('are answered by a typed error, and the channel lives', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    window.sendBytes(Uint8Array.of(200));
    window.sendRpc({ type: 'nonsense' });
    await window.until(() => window.errors.length === 2);
    expect(window.errors.map(({ code }) => code)).toEqual([
      'malformed-message',
      'malformed-message',
    ]);
    await expect(window.request('app.state', {})).resolves.toBeDefined();
    window.sendBytes(Uint8Array.of(201));
    await window.until(() => window.errors.length === 3);
    expect(window.closed).toBe(false);
  });

  test('three in a row close it', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    for (let count = 0; count < 3; count++) window.sendBytes(Uint8Array.of(200));
    await window.until(() => window.closed);
  });

  test('unknown methods and wrong parameters are refused by name', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    await expect(window.request('no.such' as 'app.state', {})).rejects.toMatchObject({
      code: 'unknown-message',
    });
    await expect(window.request('profile.setName', { name: '' })).rejects.toMatchObject({
      code: 'malformed-message',
    });
  });

  test('updates that Yjs cannot read are not kept', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const page = await window.open((await newPage(window)).doc);
    page.send(Uint8Array.of(9, 9, 9, 9));
    expect(await window.frame('refused')).toMatchObject({ code: 'malformed-message' });
  });

  test('another protocol version is a clear error', async () => {
    const { hub } = await openTestHub();
    const window = TestWindow.attach(hub);
    window.sendRpc({ type: 'hello', protocol: 999 });
    await window.until(() => window.errors.length === 1);
    expect(window.errors[0]?.code).toBe('protocol-mismatch');
  });
});

describe('files', () => {
  async function send(window: TestWindow, workspace: string, bytes: Uint8Array) {
    const { transfer } = await window.request('files.begin', {
      workspace,
      name: 'Höhe.png',
      type: 'image/png',
      size: bytes.length,
    });
    const half = Math.floor(bytes.length / 2);
    window.send({ kind: 'blob', transfer, offset: 0, last: false, bytes: bytes.slice(0, half) });
    window.send({ kind: 'blob', transfer, offset: half, last: true, bytes: bytes.slice(half) });
    await window.frame('credit', (frame) => frame.upTo === bytes.length);
    return await window.request('files.finish', { transfer });
  }

  test('are kept by the hash of their bytes and served by capability only', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { workspace } = await newPage(window);
    const bytes = new TextEncoder().encode('picture');
    const { hash, url } = await send(window, workspace, bytes);
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(url).toBe(`confab-file:${workspace}/${hash}/H%C3%B6he.png`);
    const { address } = await window.request('files.address', { workspace, hash, name: 'a.png' });
    const file = await hub.openFile(address.replace('/f/', ''));
    expect(file).toMatchObject({ name: 'a.png', type: 'image/png', size: bytes.length });
    expect(await readFile(file?.path ?? '')).toEqual(Buffer.from(bytes));
    expect(await hub.openFile(hash)).toBeNull();
  });

  test('that are too large, not whole or not here are refused', async () => {
    const { hub } = await openTestHub();
    const window = await TestWindow.open(hub);
    const { workspace } = await newPage(window);
    const announced = { workspace, name: 'a', type: '', size: 300 * 1024 * 1024 };
    await expect(window.request('files.begin', announced)).rejects.toMatchObject({
      code: 'file-too-large',
    });
    const { transfer } = await window.request('files.begin', { ...announced, size: 4 });
    window.send({ kind: 'blob', transfer, offset: 0, last: true, bytes: Uint8Array.of(1) });
    await expect(window.request('files.finish', { transfer })).rejects.toMatchObject({
      code: 'malformed-message',
    });
    const missing = { workspace, hash: '0'.repeat(64), name: 'a' };
    await expect(window.request('files.address', missing)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pageSchemaVersion, yTypes } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { TestAccount } from '../testing/TestAccount.ts';

const root = new URL('../../../', import.meta.url);

function connect(account: TestAccount, docKey: string) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${account.url.replace('http', 'ws')}/yjs`, docKey, doc, {
    params: { session: account.session },
    disableBc: true,
  });
  onTestFinished(() => {
    provider.destroy();
    doc.destroy();
  });
  return { doc, provider };
}

function synced(provider: WebsocketProvider): Promise<void> {
  return new Promise((resolve) => provider.once('sync', () => resolve()));
}

function emptyPage(): Y.Doc {
  const doc = new Y.Doc();
  doc.getMap(yTypes.meta).set('schemaVersion', pageSchemaVersion);
  doc.getMap(yTypes.meta).set('kind', 'page');
  doc.getXmlFragment(yTypes.blocks).insert(0, [new Y.XmlElement('blockGroup')]);
  return doc;
}

test('the script of docs/interop.md edits a page as it stands there', async () => {
  const markdown = await readFile(new URL('docs/interop.md', root), 'utf8');
  const script = /```js\n([\s\S]*?)```/.exec(markdown)?.[1] ?? '';
  const server = await startTestServer();
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const workspace = await alice.publish();
  const page = newId();
  const hub = await SyncClient.signedIn(server.url, alice.session);
  await hub.edit(`${workspace}/page/${page}`, Y.encodeStateAsUpdate(emptyPage()));

  const child = spawn(process.execPath, ['--input-type=module', '-'], {
    cwd: root,
    env: {
      ...process.env,
      CONFAB_URL: server.url,
      EMAIL: alice.account.email,
      PASSWORD: 'correct horse battery',
      WORKSPACE: workspace,
      PAGE: page,
    },
  });
  child.stdin.end(script);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('Written by a stock Yjs client');

  const copy = new Y.Doc();
  await hub.open(`${workspace}/page/${page}`, copy);
  expect(copy.getXmlFragment(yTypes.blocks).toString()).toContain('Written by a stock Yjs client');
});

test('a stock client and a hub edit together and see who the other is', async () => {
  const server = await startTestServer();
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const bob = await TestAccount.signUp(server.url, 'Bob');
  const workspace = await alice.publish();
  await alice.invite(workspace, bob);
  const key = `${workspace}/page/${newId()}`;

  const hub = await SyncClient.signedIn(server.url, alice.session);
  await hub.edit(key, textUpdate('from the hub'));
  await hub.open(key);
  const { doc, provider } = connect(bob, key);
  await synced(provider);
  expect(doc.getText('title').toString()).toBe('from the hub');

  provider.awareness.setLocalStateField('user', { name: 'Somebody else' });
  const { update } = await hub.frame('awareness');
  const seen = new TextDecoder().decode(update);
  expect(seen).toContain('"name":"Bob"');
  expect(seen).not.toContain('Somebody else');

  doc.getText('title').insert(0, 'Stock and hub: ');
  const edits = await hub.frame('edits');
  const mirror = new Y.Doc();
  Y.applyUpdate(mirror, textUpdate(''));
  await hub.open(key, mirror);
  expect(mirror.getText('title').toString()).toBe('Stock and hub: from the hub');
  expect(edits.seq).toBe(2);

  provider.disconnect();
  const gone = await hub.frames.next(
    (frame) =>
      frame.kind === 'awareness' && new TextDecoder().decode(frame.update).includes('null'),
  );
  expect(gone.kind).toBe('awareness');
});

test('a stock client whose edits a viewer may not make is denied, and nobody sees them', async () => {
  const server = await startTestServer();
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const viewer = await TestAccount.signUp(server.url, 'Vera');
  const workspace = await alice.publish();
  await alice.invite(workspace, viewer, 'viewer');
  const key = `${workspace}/page/${newId()}`;
  const { doc, provider } = connect(viewer, key);
  const denied = new Promise((resolve) => {
    provider.messageHandlers[2] = (_encoder, decoder) => resolve(decoder);
  });
  await synced(provider);
  doc.getText('title').insert(0, 'not allowed');
  await denied;
  const hub = await SyncClient.signedIn(server.url, alice.session);
  expect((await hub.open(key)).seq).toBe(0);
});

test('without a session, or outside of the workspace, the stream is closed with a reason', async () => {
  const server = await startTestServer();
  const alice = await TestAccount.signUp(server.url, 'Alice');
  const stranger = await TestAccount.signUp(server.url, 'Sam');
  const key = `${await alice.publish()}/page/${newId()}`;
  for (const [session, code] of [
    ['made-up', 4401],
    [stranger.session, 4403],
  ] as const) {
    const socket = new WebSocket(
      `${server.url.replace('http', 'ws')}/yjs/${key}?session=${session}`,
    );
    const [close] = (await once(socket, 'close')) as [CloseEvent];
    expect(close.code).toBe(code);
  }
});

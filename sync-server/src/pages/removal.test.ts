import { callSchema, closeCodes, sharedPageListSchema } from '@confab/shared-types';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { newId } from '../newId.ts';
import { startTestServer, testMedia } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { errorOf, TestAccount } from '../testing/TestAccount.ts';

async function writtenPage() {
  const { url } = await startTestServer({ media: testMedia });
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const ed = await TestAccount.signUp(url, 'Ed');
  const workspace = await olivia.publish();
  await olivia.invite(workspace, ed, 'editor');
  const page = newId();
  const doc = `${workspace}/page/${page}`;
  const comments = `${workspace}/comments/${page}`;
  const hub = await SyncClient.signedIn(url, olivia.session);
  await hub.edit(doc, textUpdate('Old plan'));
  const path = `/api/workspaces/${workspace}/pages/${page}`;
  return { url, olivia, ed, workspace, page, doc, comments, hub, path };
}

test('whoever has a deleted page open, or follows its workspace, is told at once', async () => {
  const { url, olivia, ed, workspace, page, doc, comments, hub, path } = await writtenPage();
  const gus = await TestAccount.signUp(url, 'Gus');
  await olivia.letIn(workspace, page, gus, 'viewer');
  const follower = await SyncClient.signedIn(url, gus.session);
  follower.request({ type: 'follow', workspace });
  await follower.replies.next((reply) => reply.type === 'docs');
  await hub.open(doc);
  const stranger = await SyncClient.signedIn(url, ed.session);

  expect((await ed.call('DELETE', path)).status).toBe(204);
  const code = 'page-deleted' as const;
  expect(await hub.frame('refused')).toEqual({ kind: 'refused', doc, batch: 0, code });
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'none' });
  for (const each of [doc, comments]) {
    expect(await follower.frame('refused')).toEqual({ kind: 'refused', doc: each, batch: 0, code });
  }
  await follower.replies.next((reply) => reply.type === 'unfollowed');
  expect(await gus.expect(sharedPageListSchema, 'GET', '/api/shared-pages')).toEqual([]);
  expect(stranger.frames.all).toEqual([]);
});

test('later opens and edits of both its documents are refused, and it is not listed', async () => {
  const { olivia, workspace, doc, comments, hub, path } = await writtenPage();
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  for (const each of [doc, comments]) {
    hub.send({ kind: 'open', doc: each, stateVector: Uint8Array.of(0) });
    expect(await hub.frame('refused')).toMatchObject({ doc: each, batch: 0, code: 'page-deleted' });
    expect(await hub.edit(each, textUpdate('again'))).toMatchObject({ code: 'page-deleted' });
  }
  hub.request({ type: 'follow', workspace });
  const docs = await hub.replies.next((reply) => reply.type === 'docs');
  expect(docs).toMatchObject({ docs: [] });
  for (const rest of ['/guests', '/versions', '/public-link']) {
    const body =
      rest === '/guests' ? { email: olivia.account.email, role: 'viewer' } : { name: 'x' };
    const method = rest === '/public-link' ? 'PUT' : 'POST';
    const answer = await olivia.call(method, `${path}${rest}`, body);
    expect([rest, answer.status, errorOf(answer).code]).toEqual([rest, 410, 'page-deleted']);
  }
});

test('a page that never came here can be deleted too, by those who may', async () => {
  const { url, olivia, workspace, hub } = await writtenPage();
  const page = newId();
  const path = `/api/workspaces/${workspace}/pages/${page}`;
  const viewer = await TestAccount.signUp(url, 'Vera');
  await olivia.invite(workspace, viewer, 'commenter');
  const gus = await TestAccount.signUp(url, 'Gus');
  await olivia.letIn(workspace, page, gus, 'editor');
  for (const somebody of [viewer, gus]) {
    expect((await somebody.call('DELETE', path)).status).toBe(403);
  }
  expect((await olivia.call('DELETE', path)).status).toBe(204);
  const late = await hub.edit(`${workspace}/page/${page}`, textUpdate('from a train'));
  expect(late).toMatchObject({ kind: 'refused', code: 'page-deleted' });
});

test('a stock Yjs client is told why it is closed', async () => {
  const { url, olivia, doc, path } = await writtenPage();
  const address = `${url.replace('http', 'ws')}/yjs/${doc}?session=${olivia.session}`;
  const open = new WebSocket(address);
  await once(open, 'message');
  const closed = once(open, 'close') as Promise<[number, Buffer]>;
  await olivia.call('DELETE', path);
  expect((await closed)[0]).toBe(closeCodes.noPermission);
  const late = new WebSocket(address);
  const [code, reason] = (await once(late, 'close')) as [number, Buffer];
  expect([code, reason.toString()]).toEqual([closeCodes.noPermission, 'page-deleted']);
});

test('with minutes goes what was said, also what somebody would still add', async () => {
  const { url, olivia, ed, workspace, hub } = await writtenPage();
  const call = await olivia.expect(callSchema, 'POST', '/api/calls', { workspace, page: null });
  for (const somebody of [olivia, ed]) await somebody.call('POST', `/api/calls/${call.id}/token`);
  const start = { title: 'Minutes' };
  const transcription = `/api/calls/${call.id}/transcription`;
  const { minutesPage } = await olivia.expect(callSchema, 'POST', transcription, start);
  const said = `${workspace}/speech/${call.id}/${olivia.account.id}`;
  await hub.edit(said, textUpdate('Secret'));
  const other = `${workspace}/speech/${newId()}/${olivia.account.id}`;
  const removed = await olivia.call('DELETE', `/api/workspaces/${workspace}/pages/${minutesPage}`);
  expect(removed.status).toBe(204);
  const eds = await SyncClient.signedIn(url, ed.session);
  const refused = { code: 'page-deleted' };
  expect(await hub.edit(said, textUpdate('more'))).toMatchObject(refused);
  expect(await hub.edit(`${workspace}/call/${call.id}`, textUpdate('more'))).toMatchObject(refused);
  const late = `${workspace}/speech/${call.id}/${ed.account.id}`;
  expect(await eds.edit(late, textUpdate('late'))).toMatchObject(refused);
  expect(await hub.edit(other, textUpdate('elsewhere'))).not.toMatchObject(refused);
});

test('with the minutes of a recording goes its transcript; a page names no call but that', async () => {
  const { olivia, workspace, page, doc, hub, path } = await writtenPage();
  const call = await olivia.expect(callSchema, 'POST', '/api/calls', { workspace, page: null });
  const recording = `recording-${newId()}`;
  const ofRecording = `${workspace}/call/${recording}`;
  const ofCall = `${workspace}/call/${call.id}`;
  for (const each of [ofRecording, ofCall]) await hub.edit(each, textUpdate('about'));
  for (const named of [call.id, recording]) {
    const claimed = newId();
    const ydoc = new Y.Doc();
    ydoc.getMap('meta').set('call', named);
    await hub.edit(`${workspace}/page/${claimed}`, Y.encodeStateAsUpdate(ydoc));
    await olivia.call('DELETE', path.replace(page, claimed));
  }
  expect(await hub.edit(ofRecording, textUpdate('x'))).toMatchObject({ code: 'page-deleted' });
  expect(await hub.edit(ofCall, textUpdate('x'))).not.toMatchObject({ code: 'page-deleted' });
  expect(await hub.edit(doc, textUpdate('x'))).not.toMatchObject({ code: 'page-deleted' });
});

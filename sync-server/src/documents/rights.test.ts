import { recordingIdPrefix, roles } from '@confab/shared-types';
import type { Access, DocKey, Role } from '@confab/shared-types';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { newId } from '../newId.ts';
import { startTestServer, testMedia } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { TestAccount } from '../testing/TestAccount.ts';

async function workspaceOf(role: Role | 'stranger') {
  const { url } = await startTestServer({ media: testMedia });
  const owner = await TestAccount.signUp(url, 'Olivia');
  const workspace = await owner.publish();
  const member = role === 'owner' ? owner : await TestAccount.signUp(url, 'Max');
  if (role !== 'owner' && role !== 'stranger') await owner.invite(workspace, member, role);
  if (role === 'admin')
    await owner.call('PUT', `/api/workspaces/${workspace}/members/${member.id}`, { role });
  const call = await owner.expect(z.object({ id: z.string() }), 'POST', '/api/calls', {
    workspace,
    page: null,
  });
  const hub = await SyncClient.signedIn(url, member.session);
  return { url, owner, member, workspace, call: call.id, hub };
}

const none: readonly (Role | 'stranger')[] = ['stranger'];

test.each([...roles, ...none])('what %s may do with each kind of document', async (role) => {
  const { owner, member, workspace, call, hub } = await workspaceOf(role);
  const writesPages = ['owner', 'admin', 'editor'].includes(role);
  const isMember = role !== 'stranger';
  const page: Access = !isMember ? 'none' : writesPages ? 'write' : 'read';
  const expected: readonly [string, Access][] = [
    ['index', page],
    [`page/${newId()}`, page],
    [`comments/${newId()}`, role === 'commenter' ? 'write' : page],
    [`call/${call}`, isMember ? 'write' : 'none'],
    [`call/${newId()}`, 'none'],
    [`speech/${call}/${member.id}`, isMember ? 'write' : 'none'],
    [`speech/${call}/${role === 'owner' ? newId() : owner.id}`, isMember ? 'read' : 'none'],
    [`speech/${newId()}/${member.id}`, 'none'],
    [`call/${recordingIdPrefix}${newId()}`, page],
    [`speech/${recordingIdPrefix}${newId()}/${member.id}`, page],
    [`speech/${recordingIdPrefix}${newId()}/${newId()}`, isMember ? 'read' : 'none'],
  ];
  for (const [name, access] of expected) {
    const doc: DocKey = `${workspace}/${name}`;
    hub.send({ kind: 'open', doc, stateVector: Uint8Array.of(0) });
    const answer = await hub.frames.next(
      (frame) => frame.kind === 'opened' || frame.kind === 'access',
    );
    expect(answer).toMatchObject({ doc, access });
    const edited = await hub.edit(doc, textUpdate('x'));
    expect([name, edited.kind]).toEqual([name, access === 'write' ? 'ack' : 'refused']);
    if (edited.kind === 'refused') expect(edited.code).toBe('no-permission');
  }
});

test('a role taken away stops the next edit and tells the hub at once', async () => {
  const { owner, member, workspace, hub } = await workspaceOf('editor');
  const doc = `${workspace}/page/${newId()}`;
  await hub.open(doc);
  hub.request({ type: 'follow', workspace });
  await hub.replies.next((reply) => reply.type === 'docs');
  expect(await hub.edit(doc, textUpdate('may'))).toMatchObject({ kind: 'ack' });

  const path = `/api/workspaces/${workspace}/members/${member.id}`;
  await owner.call('PUT', path, { role: 'viewer' });
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'read' });
  expect(await hub.edit(doc, textUpdate('may not'))).toMatchObject({ code: 'no-permission' });

  await owner.call('PUT', path, { role: 'editor' });
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'write' });
  expect(await hub.edit(doc, textUpdate('may again'))).toMatchObject({ kind: 'ack' });

  await owner.call('DELETE', path);
  expect(await hub.frame('access')).toEqual({ kind: 'access', doc, access: 'none' });
  expect(await hub.replies.next((reply) => reply.type === 'unfollowed')).toMatchObject({
    workspace,
    error: { code: 'no-permission' },
  });
  const others = await SyncClient.signedIn(owner.url, owner.session);
  await others.edit(doc, textUpdate('not for you'));
  expect(await hub.edit(doc, textUpdate('nor mine'))).toMatchObject({ code: 'no-permission' });
  expect(hub.frames.all.filter((frame) => frame.kind === 'edits')).toEqual([]);
});

test('a workspace one is not in cannot be followed', async () => {
  const { workspace, hub } = await workspaceOf('stranger');
  for (const id of [workspace, newId()]) {
    hub.request({ type: 'follow', workspace: id });
    expect(await hub.replies.next((reply) => reply.type === 'unfollowed')).toMatchObject({
      workspace: id,
      error: { code: 'no-permission' },
    });
  }
});

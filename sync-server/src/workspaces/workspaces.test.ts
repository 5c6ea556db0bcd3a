import {
  invitationPreviewSchema,
  invitationSchema,
  memberListSchema,
  remoteWorkspaceSchema,
  workspaceListSchema,
} from '@confab/shared-types';
import { expect, test } from 'vitest';
import { newId } from '../newId.ts';
import { EventClient } from '../testing/EventClient.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { errorOf, request, TestAccount } from '../testing/TestAccount.ts';

async function group() {
  const clock = new ManualClock();
  const { url } = await startTestServer({ clock, serverName: 'Uni' });
  const [alice, bob, carol] = await Promise.all(
    ['Alice', 'Bob', 'Carol'].map((name) => TestAccount.signUp(url, name)),
  );
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('no group');
  const workspace = await alice.publish('Study');
  return { clock, url, alice, bob, carol, workspace };
}

const members = (workspace: string): string => `/api/workspaces/${workspace}/members`;

test('publishing again changes the name; somebody else cannot publish that id', async () => {
  const { alice, bob, workspace } = await group();
  const path = `/api/workspaces/${workspace}`;
  const again = await alice.expect(remoteWorkspaceSchema, 'PUT', path, { name: 'Study group' });
  expect(again).toEqual({ id: workspace, name: 'Study group', role: 'owner' });
  expect(await alice.expect(workspaceListSchema, 'GET', '/api/workspaces')).toEqual([again]);
  const stolen = await bob.call('PUT', path, { name: 'Mine' });
  expect([stolen.status, errorOf(stolen).code]).toEqual([409, 'workspace-bound-elsewhere']);
});

test('an invitation is looked at without an account and joined with one', async () => {
  const { url, alice, bob, workspace } = await group();
  const invitation = await alice.expect(
    invitationSchema,
    'POST',
    `/api/workspaces/${workspace}/invitations`,
    { role: 'editor' },
  );
  expect(invitation.url).toBe(`${url}/i/${invitation.code}`);
  const path = `/api/invitations/${invitation.code}`;
  const preview = invitationPreviewSchema.parse((await request(url, 'GET', path)).body);
  expect(preview).toEqual({
    workspaceName: 'Study',
    inviterName: 'Alice',
    serverName: 'Uni',
    role: 'editor',
  });
  const joined = { id: workspace, name: 'Study', role: 'editor' };
  expect((await bob.call('POST', `${path}/accept`)).body).toEqual(joined);
  expect((await bob.call('POST', `${path}/accept`)).body).toEqual(joined);
  const list = await bob.expect(memberListSchema, 'GET', members(workspace));
  const byName = list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(byName.map(({ name, role, online }) => ({ name, role, online }))).toEqual([
    { name: 'Alice', role: 'owner', online: false },
    { name: 'Bob', role: 'editor', online: false },
  ]);
});

test('an invitation ends by time and by use, and an unknown one is invalid', async () => {
  const { clock, alice, bob, carol, workspace } = await group();
  const create = async (wanted: object): Promise<string> => {
    const path = `/api/workspaces/${workspace}/invitations`;
    return (await alice.expect(invitationSchema, 'POST', path, wanted)).code;
  };
  const once = await create({ role: 'viewer', maxUses: 1 });
  const short = await create({ role: 'viewer', lifetimeMs: 1000 });
  expect((await bob.call('POST', `/api/invitations/${once}/accept`)).status).toBe(200);
  const usedUp = await carol.call('POST', `/api/invitations/${once}/accept`);
  expect([usedUp.status, errorOf(usedUp).code]).toEqual([410, 'invitation-expired']);
  clock.advance(1001);
  const late = await carol.call('POST', `/api/invitations/${short}/accept`);
  expect(errorOf(late).code).toBe('invitation-expired');
  for (const code of [newId(), 'no']) {
    const unknown = await carol.call('GET', `/api/invitations/${code}`);
    expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'invitation-invalid']);
  }
});

test('only owners and admins invite, and nobody above themselves', async () => {
  const { alice, bob, carol, workspace } = await group();
  await alice.invite(workspace, bob, 'admin');
  await alice.invite(workspace, carol, 'editor');
  const path = `/api/workspaces/${workspace}/invitations`;
  expect((await bob.call('POST', path, { role: 'admin' })).status).toBe(201);
  expect((await bob.call('POST', path, { role: 'owner' })).status).toBe(400);
  expect((await carol.call('POST', path, { role: 'viewer' })).status).toBe(403);
  const stranger = await TestAccount.signUp(alice.url, 'Sam');
  expect((await stranger.call('POST', path, { role: 'viewer' })).status).toBe(403);
  expect((await stranger.call('GET', members(workspace))).status).toBe(403);
});

test('who may change whose role', async () => {
  const { alice, bob, carol, workspace } = await group();
  await alice.invite(workspace, bob, 'admin');
  await alice.invite(workspace, carol, 'editor');
  const change = async (by: TestAccount, of: TestAccount, role: string): Promise<number> =>
    (await by.call('PUT', `${members(workspace)}/${of.id}`, { role })).status;
  const remove = async (by: TestAccount, of: TestAccount): Promise<number> =>
    (await by.call('DELETE', `${members(workspace)}/${of.id}`)).status;

  expect(await change(bob, carol, 'viewer')).toBe(204);
  expect(await change(bob, carol, 'owner')).toBe(403);
  expect(await change(bob, alice, 'viewer')).toBe(403);
  expect(await change(carol, bob, 'viewer')).toBe(403);
  expect(await change(alice, await TestAccount.signUp(alice.url, 'Sam'), 'viewer')).toBe(404);
  expect(await remove(carol, bob)).toBe(403);

  expect(await change(alice, alice, 'editor')).toBe(403);
  expect(await remove(alice, alice)).toBe(403);
  expect(await change(alice, bob, 'owner')).toBe(204);
  expect(await change(alice, alice, 'editor')).toBe(204);
  expect(await remove(carol, carol)).toBe(204);
  expect((await carol.call('GET', members(workspace))).status).toBe(403);
});

test('members hear of joining, roles and names, and whoever is removed hears it too', async () => {
  const { alice, bob, url, workspace } = await group();
  const events = await EventClient.connect(url, alice.session);
  await alice.invite(workspace, bob);
  const joined = await events.next('workspace');
  expect(joined.event.workspace).toBe(workspace);
  const other = await EventClient.connect(url, bob.session);
  const first = await other.next('workspace');
  await alice.call('DELETE', `${members(workspace)}/${bob.id}`);
  const removed = await other.next('workspace');
  expect(removed.cursor).toBeGreaterThan(first.cursor);
  expect(removed.event.workspace).toBe(workspace);
});

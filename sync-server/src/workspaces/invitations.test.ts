import {
  acceptedInvitationSchema,
  invitationPreviewSchema,
  invitationSchema,
  openInvitationListSchema,
  sharedPageListSchema,
} from '@confab/shared-types';
import { expect, test } from 'vitest';
import { newId } from '../newId.ts';
import { ManualClock } from '../testing/ManualClock.ts';
import { startTestServer } from '../testing/startTestServer.ts';
import { SyncClient, textUpdate } from '../testing/SyncClient.ts';
import { errorOf, TestAccount } from '../testing/TestAccount.ts';

async function pageOfGroup() {
  const clock = new ManualClock();
  const { url } = await startTestServer({ clock });
  const olivia = await TestAccount.signUp(url, 'Olivia');
  const gus = await TestAccount.signUp(url, 'Gus');
  const workspace = await olivia.publish('Secret plans');
  const page = newId();
  const hub = await SyncClient.signedIn(url, olivia.session);
  await hub.edit(`${workspace}/page/${page}`, textUpdate('Open house'));
  const path = `/api/workspaces/${workspace}/invitations`;
  const invite = (wanted: object, by = olivia) => by.expect(invitationSchema, 'POST', path, wanted);
  const accept = (code: string, by: TestAccount) =>
    by.call('POST', `/api/invitations/${code}/accept`);
  return { clock, url, olivia, gus, workspace, page, path, invite, accept };
}

test('an invitation to a page names the page, makes a guest, and says nothing of the rest', async () => {
  const { url, gus, workspace, page, invite, accept } = await pageOfGroup();
  const { code } = await invite({ role: 'commenter', page });
  const preview = await gus.expect(invitationPreviewSchema, 'GET', `/api/invitations/${code}`);
  expect(preview).toMatchObject({ workspaceName: 'Open house', role: 'commenter', page });

  const html = await (await fetch(`${url}/i/${code}`)).text();
  expect(html).toContain('Olivia shares a page with you');
  expect(html).toContain('<h1>Open house</h1>');
  expect(html).toContain('one page, to read and comment');
  expect(html).not.toContain('Secret plans');
  const korean = await fetch(`${url}/i/${code}`, { headers: { 'accept-language': 'ko' } });
  expect(await korean.text()).toContain('Olivia 님이 페이지를 공유합니다');

  const accepted = acceptedInvitationSchema.parse((await accept(code, gus)).body);
  expect(accepted).toEqual({ id: workspace, name: 'Open house', role: 'commenter', page });
  expect(await gus.expect(sharedPageListSchema, 'GET', '/api/shared-pages')).toEqual([
    { workspace, page, role: 'commenter', from: 'Olivia' },
  ]);
  expect((await gus.call('GET', `/api/workspaces/${workspace}/members`)).status).toBe(403);
});

test('accepting again costs no use, a better invitation raises the guest, members stay', async () => {
  const { olivia, gus, workspace, page, invite, accept } = await pageOfGroup();
  const once = await invite({ role: 'viewer', page, maxUses: 1 });
  expect((await accept(once.code, gus)).status).toBe(200);
  expect((await accept(once.code, gus)).status).toBe(200);
  const better = await invite({ role: 'editor', page, maxUses: 1 });
  expect((await accept(better.code, gus)).body).toMatchObject({ role: 'editor', page });
  const late = await TestAccount.signUp(olivia.url, 'Lee');
  expect(errorOf(await accept(better.code, late)).code).toBe('invitation-expired');

  const member = await TestAccount.signUp(olivia.url, 'Max');
  await olivia.invite(workspace, member, 'viewer');
  const open = await invite({ role: 'editor', page });
  expect((await accept(open.code, member)).body).toEqual({
    id: workspace,
    name: 'Secret plans',
    role: 'viewer',
    page,
  });
});

test('a page without a title is called so in the language of the reader', async () => {
  const { url, gus, invite } = await pageOfGroup();
  const { code } = await invite({ role: 'viewer', page: newId() });
  const preview = await gus.expect(invitationPreviewSchema, 'GET', `/api/invitations/${code}`);
  expect(preview.workspaceName).toBe('Untitled');
  const korean = await fetch(`${url}/i/${code}`, { headers: { 'accept-language': 'ko' } });
  expect(await korean.text()).toContain('<h1>제목 없음</h1>');
});

test('editors invite to pages only, nobody makes a guest an admin', async () => {
  const { olivia, workspace, page, path } = await pageOfGroup();
  const ed = await TestAccount.signUp(olivia.url, 'Ed');
  await olivia.invite(workspace, ed, 'editor');
  expect((await ed.call('POST', path, { role: 'editor', page })).status).toBe(201);
  expect((await ed.call('POST', path, { role: 'viewer' })).status).toBe(403);
  expect((await olivia.call('POST', path, { role: 'admin', page })).status).toBe(403);
  await olivia.call('PUT', `/api/workspaces/${workspace}/members/${ed.id}`, { role: 'commenter' });
  expect((await ed.call('POST', path, { role: 'viewer', page })).status).toBe(403);
});

test('open invitations are listed and taken back, by admins all, by others their own', async () => {
  const { clock, olivia, gus, workspace, page, path, invite, accept } = await pageOfGroup();
  const ed = await TestAccount.signUp(olivia.url, 'Ed');
  await olivia.invite(workspace, ed, 'editor');
  const hers = await invite({ role: 'viewer', maxUses: 3 });
  await invite({ role: 'viewer', lifetimeMs: 10 });
  const spent = await invite({ role: 'viewer', page, maxUses: 1 });
  await accept(spent.code, gus);
  clock.advance(11);
  const his = await invite({ role: 'commenter', page }, ed);
  const listOf = async (by: TestAccount) => await by.expect(openInvitationListSchema, 'GET', path);
  // The one of the helper that let Ed in has no limit and is still open.
  const ofOlivia = await listOf(olivia);
  expect(ofOlivia.map(({ code }) => code)).toContain(hers.code);
  expect(ofOlivia).toHaveLength(3);
  expect(ofOlivia.find(({ code }) => code === hers.code)).toMatchObject({
    usesLeft: 3,
    page: null,
    createdBy: 'Olivia',
    url: hers.url,
  });
  expect(await listOf(ed)).toMatchObject([{ code: his.code, page, role: 'commenter' }]);

  expect((await ed.call('DELETE', `/api/invitations/${hers.code}`)).status).toBe(403);
  expect((await gus.call('DELETE', `/api/invitations/${his.code}`)).status).toBe(403);
  expect((await ed.call('DELETE', `/api/invitations/${his.code}`)).status).toBe(204);
  expect((await olivia.call('DELETE', `/api/invitations/${hers.code}`)).status).toBe(204);
  expect(errorOf(await accept(hers.code, gus)).code).toBe('invitation-invalid');
  expect(await listOf(ed)).toEqual([]);
});

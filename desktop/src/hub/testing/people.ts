import type { CreateInvitation, DocKey, LocalWorkspace } from '@confab/shared-types';
import type { CreateHubOptions } from '../createHub.ts';
import { openTestHub } from './openTestHub.ts';
import type { TestHub } from './openTestHub.ts';
import type { TestServer } from './startSyncServer.ts';
import { TestWindow } from './TestWindow.ts';

/** Somebody with a hub of their own, a window of it, and an account at a server. */
export interface Person extends TestHub {
  readonly window: TestWindow;
  readonly server: string;
  readonly account: string;
}

export async function person(
  name: string,
  server: TestServer,
  options: Partial<CreateHubOptions> = {},
): Promise<Person> {
  const opened = await openTestHub(options);
  const window = await TestWindow.open(opened.hub);
  await window.request('profile.setName', { name });
  const connection = await window.request('accounts.signUp', {
    url: server.url,
    email: emailOf(name),
    password,
  });
  const { account } = connection;
  return { ...opened, window, server: connection.server.server, account: account.id };
}

/** The same profile after a restart of its hub. */
export async function restarted(who: Person): Promise<Person> {
  await who.hub.close();
  const { profileDir, host } = who;
  const opened = await openTestHub({ profileDir, host });
  return { ...who, ...opened, host, window: await TestWindow.open(opened.hub) };
}

export const password = 'correct horse battery';

export function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.com`;
}

/** The first workspace of a person at their server, with a page called Plan. */
export async function publishedPage(
  owner: Pick<Person, 'window' | 'server'>,
): Promise<{ workspace: LocalWorkspace; doc: DocKey; page: string }> {
  const { workspaces } = await owner.window.request('app.state', {});
  const id = workspaces[0]?.id ?? '';
  const { page } = await owner.window.request('pages.create', {
    workspace: id,
    parent: null,
    title: 'Plan',
  });
  const workspace = await owner.window.request('workspaces.publish', {
    workspace: id,
    server: owner.server,
  });
  await owner.window.syncState(id, 'synced');
  return { workspace, doc: `${id}/page/${page}`, page };
}

/** Lets somebody into a workspace, or into one page of it. */
export async function invite(
  owner: Person,
  guest: Person,
  workspace: string,
  role: CreateInvitation['role'],
  page?: string,
): Promise<LocalWorkspace & { readonly page?: string | undefined }> {
  const { url } = await owner.window.request('invitations.create', {
    workspace,
    invitation: { role, ...(page === undefined ? {} : { page }) },
  });
  const inspected = await guest.window.request('invitations.inspect', { link: url });
  if (!inspected.signedIn) throw new Error('not signed in');
  return await guest.window.request('invitations.accept', {
    link: `confab://join?link=${encodeURIComponent(url)}`,
  });
}

/** The account of a member, asked of the server. */
export async function accountOf(owner: Person, workspace: string, name: string): Promise<string> {
  const members = await owner.window.request('workspaces.members', { workspace });
  return members.find((member) => member.name === name)?.account ?? '';
}

/** Adds a file as a window does; resolves with its hash when it is on the disk. */
export async function addFile(
  window: TestWindow,
  workspace: string,
  bytes: Uint8Array,
  { name = 'file.bin', type = 'application/octet-stream' } = {},
): Promise<{ readonly hash: string; readonly url: string }> {
  const announced = { workspace, name, type, size: bytes.length };
  const { transfer } = await window.request('files.begin', announced);
  const piece = 64 * 1024;
  for (let offset = 0; offset === 0 || offset < bytes.length; offset += piece) {
    const last = offset + piece >= bytes.length;
    window.send({
      kind: 'blob',
      transfer,
      offset,
      last,
      bytes: bytes.slice(offset, offset + piece),
    });
  }
  return await window.request('files.finish', { transfer });
}

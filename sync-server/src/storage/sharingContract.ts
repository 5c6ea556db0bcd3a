import type { DocName } from '@confab/shared-types';
import { describe, expect, test } from 'vitest';
import { newId } from '../newId.ts';
import type { StoredGrant } from './SharingStorage.ts';
import type { Storage } from './Storage.ts';

/** The part of the storage contract about guests, links and what is removed. */
export function sharingContract(name: string, open: () => Promise<Storage>): void {
  async function openWithWorkspace() {
    const storage = await open();
    const [workspace, owner, page] = [newId(), newId(), newId()];
    await storage.workspaces.create({ id: workspace, name: 'Study', createdAt: 1 }, owner);
    const grant = (account: string): StoredGrant => ({
      workspace,
      page,
      account,
      role: 'viewer',
      grantedBy: owner,
      grantedAt: 5,
    });
    return { storage, workspace, owner, page, grant };
  }

  const invitationTo = (workspace: string, page: string | null) => ({
    code: newId(),
    workspace,
    role: 'commenter' as const,
    createdBy: newId(),
    createdAt: 1,
    expiresAt: 100,
    maxUses: 1,
    uses: 0,
    page,
  });

  describe(`${name}: guests and links`, () => {
    test('a grant is of one account and page, and is changed in its place', async () => {
      const { storage, workspace, page, grant } = await openWithWorkspace();
      const { grants } = storage;
      const [gus, other] = [newId(), newId()];
      await grants.set(grant(gus));
      await grants.set(grant(other));
      await grants.set({ ...grant(gus), role: 'editor', grantedAt: 9 });
      const changed = { ...grant(gus), role: 'editor' as const };
      expect(await grants.ofAccount(gus)).toEqual([changed]);
      expect(await grants.within(workspace, gus)).toEqual([changed]);
      expect(await grants.within(newId(), gus)).toEqual([]);
      expect(await grants.ofPage(workspace, page)).toHaveLength(2);
      expect(await grants.remove(workspace, page, gus)).toBe(true);
      expect(await grants.remove(workspace, page, gus)).toBe(false);
      expect(await grants.ofPage(workspace, page)).toEqual([grant(other)]);
    });

    test('a member who is removed keeps no page', async () => {
      const { storage, workspace, grant } = await openWithWorkspace();
      const gus = newId();
      await storage.workspaces.setRole(workspace, gus, 'viewer', 1);
      await storage.grants.set(grant(gus));
      await storage.workspaces.removeMember(workspace, gus);
      expect(await storage.grants.ofAccount(gus)).toEqual([]);
    });

    test('an invitation to a page makes a guest, and a member of nobody', async () => {
      const { storage, workspace, page } = await openWithWorkspace();
      const [gus, member] = [newId(), newId()];
      const invitation = invitationTo(workspace, page);
      await storage.invitations.add(invitation);
      await storage.workspaces.setRole(workspace, member, 'viewer', 1);
      expect(await storage.invitations.accept(invitation.code, member, 10)).toBe(true);
      expect(await storage.invitations.open(workspace, 10)).toEqual([invitation]);
      expect(await storage.invitations.accept(invitation.code, gus, 10)).toBe(true);
      expect(await storage.invitations.accept(invitation.code, gus, 11)).toBe(true);
      expect(await storage.grants.ofAccount(gus)).toMatchObject([{ page, role: 'commenter' }]);
      expect(await storage.grants.ofAccount(member)).toEqual([]);
      expect(await storage.workspaces.role(workspace, gus)).toBeNull();
      expect(await storage.invitations.open(workspace, 10)).toEqual([]);
      await storage.invitations.remove(invitation.code);
      expect(await storage.invitations.find(invitation.code)).toBeNull();
    });

    test('a page has one public link at a time', async () => {
      const { storage, workspace, owner, page } = await openWithWorkspace();
      const { publicLinks } = storage;
      const link = { code: newId(), workspace, page, createdBy: owner, createdAt: 1 };
      expect(await publicLinks.addOrFind(link)).toEqual(link);
      expect(await publicLinks.addOrFind({ ...link, code: newId() })).toEqual(link);
      expect(await publicLinks.find(link.code)).toEqual(link);
      expect(await publicLinks.ofPage(workspace, page)).toEqual(link);
      await publicLinks.remove(workspace, page);
      expect(await publicLinks.find(link.code)).toBeNull();
      expect(await publicLinks.ofPage(workspace, page)).toBeNull();
    });
  });

  describe(`${name}: removals`, () => {
    test('a page deleted for good is never written again, nor are others hindered', async () => {
      const { storage, workspace, page, grant } = await openWithWorkspace();
      const names: DocName[] = [`page/${page}`, `comments/${page}`];
      const update = {
        doc: `${workspace}/page/${page}`,
        author: newId(),
        payload: Uint8Array.of(1),
        at: 1,
      };
      const other = { ...update, doc: `${workspace}/page/${newId()}` };
      await storage.documents.append([update, other]);
      await storage.grants.set(grant(newId()));
      await storage.invitations.add(invitationTo(workspace, page));
      await storage.removals.deletePage(workspace, page, names, 7);
      await storage.removals.deletePage(workspace, page, names, 8);
      const comment = { ...update, doc: `${workspace}/comments/${page}` };
      expect(await storage.documents.append([update, other, comment])).toEqual([null, 2, null]);
      expect(await storage.documents.load(update.doc)).toMatchObject({
        deleted: true,
        updates: [],
      });
      await storage.documents.compact(update.doc, 1, Uint8Array.of(9));
      expect((await storage.documents.load(update.doc)).snapshot).toBeNull();
      expect(await storage.removals.isDeleted(workspace, `comments/${page}`)).toBe(true);
      expect(await storage.removals.isDeleted(workspace, 'index')).toBe(false);
      expect(await storage.documents.list(workspace)).toHaveLength(1);
      expect(await storage.grants.ofPage(workspace, page)).toEqual([]);
      expect(await storage.invitations.open(workspace, 1)).toEqual([]);
    });

    test('a workspace goes offline at once, its data in steps, and comes back to its owner', async () => {
      const { storage, workspace, owner, grant } = await openWithWorkspace();
      const [member, gus] = [newId(), newId()];
      await storage.workspaces.setRole(workspace, member, 'admin', 1);
      await storage.grants.set(grant(gus));
      await storage.grants.set(grant(member));
      for (let count = 0; count < 3; count += 1) {
        const doc = `${workspace}/page/${newId()}`;
        await storage.documents.append([{ doc, author: owner, payload: Uint8Array.of(1), at: 1 }]);
      }
      const former = await storage.removals.takeOffline(workspace, 5);
      expect(new Map(former.map(({ account, role }) => [account, role]))).toEqual(
        new Map([
          [owner, 'owner'],
          [member, 'admin'],
          [gus, null],
        ]),
      );
      expect(await storage.workspaces.role(workspace, owner)).toBeNull();
      expect(await storage.removals.formerly(workspace, owner)).toBe('owner');
      expect(await storage.removals.formerly(workspace, gus)).toBe('member');
      expect(await storage.removals.formerly(workspace, newId())).toBeNull();

      const again = { id: workspace, name: 'Study', createdAt: 9 };
      expect(await storage.removals.unfinished()).toEqual([workspace]);
      expect(await storage.workspaces.create(again, owner)).toBe(false);
      expect(await storage.removals.removeSome(workspace, 2)).toBe(true);
      expect(await storage.removals.removeSome(workspace, 2)).toBe(true);
      expect(await storage.removals.removeSome(workspace, 2)).toBe(false);
      expect(await storage.removals.unfinished()).toEqual([]);
      expect(await storage.documents.list(workspace)).toEqual([]);

      expect(await storage.workspaces.create(again, member)).toBe(false);
      expect(await storage.workspaces.create(again, owner)).toBe(true);
      expect(await storage.removals.formerly(workspace, member)).toBeNull();
    });
  });
}

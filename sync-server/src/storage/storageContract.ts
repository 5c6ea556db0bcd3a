import type { Call } from '@confab/shared-types';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newId } from '../newId.ts';
import { sharingContract } from './sharingContract.ts';
import type { Storage, StoredRing } from './Storage.ts';
import { versionContract } from './versionContract.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** What every {@link Storage} must do. `create` opens an empty one. */
export function storageContract(name: string, create: () => Promise<Storage>): void {
  async function open(): Promise<Storage> {
    const storage = await create();
    onTestFinished(() => storage.close());
    return storage;
  }

  describe(`${name}: settings and sessions`, () => {
    test('the first value of a setting stays', async () => {
      const { settings } = await open();
      expect(await settings.getOrSet('server-id', 'one')).toBe('one');
      expect(await settings.getOrSet('server-id', 'two')).toBe('one');
    });

    test('a session is found by its hash until it is removed', async () => {
      const { sessions } = await open();
      const session = { hash: 'h', account: newId(), device: 'd', createdAt: 1, usedAt: 1 };
      await sessions.add(session);
      await sessions.touch('h', 5);
      expect(await sessions.find('h')).toEqual({ ...session, usedAt: 5 });
      await sessions.remove('h');
      expect(await sessions.find('h')).toBeNull();
    });
  });

  describe(`${name}: workspaces and invitations`, () => {
    test('an id is created once, with its owner', async () => {
      const { workspaces } = await open();
      const workspace = { id: newId(), name: 'Study', createdAt: 1 };
      const [owner, other] = [newId(), newId()];
      expect(await workspaces.create(workspace, owner)).toBe(true);
      expect(await workspaces.create({ ...workspace, name: 'Stolen' }, other)).toBe(false);
      expect(await workspaces.find(workspace.id)).toEqual(workspace);
      expect(await workspaces.role(workspace.id, owner)).toBe('owner');
      expect(await workspaces.role(workspace.id, other)).toBeNull();
      expect(await workspaces.ofAccount(owner)).toEqual([{ workspace, role: 'owner' }]);
    });

    test('members change roles and leave; a changed role keeps the joining time', async () => {
      const { workspaces } = await open();
      const [id, owner, member] = [newId(), newId(), newId()];
      await workspaces.create({ id, name: 'Study', createdAt: 1 }, owner);
      await workspaces.setRole(id, member, 'viewer', 5);
      await workspaces.setRole(id, member, 'editor', 9);
      expect(await workspaces.members(id)).toEqual([
        { account: owner, role: 'owner', joinedAt: 1 },
        { account: member, role: 'editor', joinedAt: 5 },
      ]);
      await workspaces.removeMember(id, member);
      expect(await workspaces.role(id, member)).toBeNull();
    });

    test('colleagues are those one shares a workspace with, each once', async () => {
      const { workspaces } = await open();
      const [one, two, alone] = [newId(), newId(), newId()];
      const [alice, bob, carol] = [newId(), newId(), newId()];
      for (const id of [one, two]) {
        await workspaces.create({ id, name: 'Study', createdAt: 1 }, alice);
        await workspaces.setRole(id, bob, 'viewer', 2);
      }
      await workspaces.create({ id: alone, name: 'Alone', createdAt: 1 }, carol);
      expect(await workspaces.colleagues(alice)).toEqual([bob]);
      expect(await workspaces.colleagues(carol)).toEqual([]);
      expect(await workspaces.shareWorkspace(bob, alice)).toBe(true);
      expect(await workspaces.shareWorkspace(bob, carol)).toBe(false);
    });

    test('an invitation is used up by new members only, and ends', async () => {
      const { workspaces, invitations } = await open();
      const [id, owner] = [newId(), newId()];
      await workspaces.create({ id, name: 'Study', createdAt: 1 }, owner);
      const [first, second, late] = [newId(), newId(), newId()];
      const invitation = {
        code: newId(),
        workspace: id,
        role: 'commenter' as const,
        createdBy: owner,
        createdAt: 1,
        expiresAt: 100,
        maxUses: 1,
        uses: 0,
        page: null,
      };
      await invitations.add(invitation);
      expect(await invitations.accept(invitation.code, first, 10)).toBe(true);
      expect(await invitations.accept(invitation.code, first, 11)).toBe(true);
      expect(await invitations.accept(invitation.code, second, 12)).toBe(false);
      expect((await invitations.find(invitation.code))?.uses).toBe(1);
      expect(await workspaces.role(id, first)).toBe('commenter');
      expect(await workspaces.role(id, second)).toBeNull();
      await invitations.add({ ...invitation, code: 'another', maxUses: null });
      expect(await invitations.accept('another', late, 100)).toBe(false);
      expect(await invitations.accept('unknown', late, 1)).toBe(false);
    });
  });

  describe(`${name}: documents`, () => {
    test('numbers count from 1 for each document, in the order of the batch', async () => {
      const { documents } = await open();
      const workspace = newId();
      const [a, b] = [`${workspace}/page/${newId()}`, `${workspace}/index`];
      const author = newId();
      const numbers = await documents.append([
        { doc: a, author, payload: bytes(1), at: 1 },
        { doc: b, author, payload: bytes(2), at: 1 },
        { doc: a, author, payload: bytes(3), at: 1 },
      ]);
      expect(numbers).toEqual([1, 1, 2]);
      expect(await documents.load(a)).toEqual({
        seq: 2,
        snapshot: null,
        updates: [Buffer.from([1]), Buffer.from([3])],
        quarantined: 0,
      });
      expect(await documents.list(workspace)).toEqual([
        { name: a.slice(workspace.length + 1), seq: 2 },
        { name: 'index', seq: 1 },
      ]);
      expect(await documents.list(newId())).toEqual([]);
    });

    test('a document nobody has written is empty and is not listed', async () => {
      const { documents } = await open();
      const workspace = newId();
      const loaded = await documents.load(`${workspace}/index`);
      expect(loaded).toEqual({ seq: 0, snapshot: null, updates: [], quarantined: 0 });
      expect(await documents.list(workspace)).toEqual([]);
    });

    test('a snapshot takes the place of the rows up to its number and of no other', async () => {
      const { documents } = await open();
      const doc = `${newId()}/index`;
      const author = newId();
      for (const value of [1, 2, 3]) {
        await documents.append([{ doc, author, payload: bytes(value), at: 1 }]);
      }
      await documents.compact(doc, 2, bytes(9));
      const loaded = await documents.load(doc);
      expect(loaded).toMatchObject({ seq: 3, snapshot: Buffer.from([9]) });
      expect(loaded.updates).toEqual([Buffer.from([3])]);
      await documents.compact(doc, 1, bytes(7));
      expect((await documents.load(doc)).snapshot).toEqual(Buffer.from([9]));
      expect(await documents.append([{ doc, author, payload: bytes(4), at: 1 }])).toEqual([4]);
    });
  });

  sharingContract(name, open);
  versionContract(name, open);

  describe(`${name}: files`, () => {
    test('a file is known in its workspace only', async () => {
      const { files } = await open();
      const file = {
        workspace: newId(),
        hash: 'a'.repeat(64),
        size: 3,
        type: 'image/png',
        addedBy: newId(),
        addedAt: 1,
      };
      await files.add(file);
      await files.add({ ...file, type: 'text/html' });
      expect(await files.find(file.workspace, file.hash)).toEqual(file);
      expect(await files.find(newId(), file.hash)).toBeNull();
    });
  });

  describe(`${name}: calls and rings`, () => {
    const newCall = (workspace: string, page: string | null): Call => ({
      id: newId(),
      workspace,
      page,
      startedBy: newId(),
      startedAt: 10,
      endedAt: null,
      minutesPage: null,
    });

    test('a page has one running call, the workspace as a whole another', async () => {
      const { calls } = await open();
      const [workspace, page] = [newId(), newId()];
      const first = newCall(workspace, page);
      expect(await calls.startOrFind(first)).toEqual(first);
      expect(await calls.startOrFind(newCall(workspace, page))).toEqual(first);
      const whole = newCall(workspace, null);
      expect(await calls.startOrFind(whole)).toEqual(whole);
      expect(await calls.startOrFind(newCall(workspace, null))).toEqual(whole);
      expect(await calls.running(workspace)).toHaveLength(2);

      expect(await calls.end(first.id, 20)).toBe(true);
      expect(await calls.end(first.id, 30)).toBe(false);
      expect((await calls.find(first.id))?.endedAt).toBe(20);
      const next = newCall(workspace, page);
      expect(await calls.startOrFind(next)).toEqual(next);
      expect(await calls.runningSince(10)).toEqual([]);
      expect(await calls.runningSince(11)).toHaveLength(2);
    });

    test('the first minutes page stays, and who joined first keeps their time', async () => {
      const { calls } = await open();
      const call = await calls.startOrFind(newCall(newId(), null));
      const [page, account] = [newId(), newId()];
      expect(await calls.setMinutesPage(call.id, page)).toBe(page);
      expect(await calls.setMinutesPage(call.id, newId())).toBe(page);
      expect((await calls.ofMinutesPage(call.workspace, page))?.id).toBe(call.id);
      expect(await calls.ofMinutesPage(newId(), page)).toBeNull();
      await calls.addPerson(call.id, account, 1);
      await calls.addPerson(call.id, account, 2);
      expect(await calls.people(call.id)).toEqual([{ account, joinedAt: 1 }]);
    });

    test('one at a time may write the minutes, the next one when its time is over', async () => {
      const { calls } = await open();
      const { id } = await calls.startOrFind(newCall(newId(), null));
      const [one, other] = [newId(), newId()];
      expect(await calls.takeMinutesLease(newId(), one, 0, 60)).toBeNull();
      expect(await calls.takeMinutesLease(id, one, 0, 60)).toEqual({ holder: one, until: 60 });
      expect(await calls.takeMinutesLease(id, other, 59, 119)).toEqual({ holder: one, until: 60 });
      expect(await calls.takeMinutesLease(id, one, 40, 100)).toEqual({ holder: one, until: 100 });
      expect(await calls.takeMinutesLease(id, other, 99, 159)).toEqual({ holder: one, until: 100 });
      expect(await calls.takeMinutesLease(id, other, 100, 160)).toEqual({
        holder: other,
        until: 160,
      });
      await calls.giveBackMinutesLease(id, one);
      expect(await calls.takeMinutesLease(id, one, 101, 161)).toMatchObject({ holder: other });
      await calls.giveBackMinutesLease(id, other);
      expect(await calls.takeMinutesLease(id, one, 102, 162)).toMatchObject({ holder: one });
    });

    test('a ring ends once', async () => {
      const { calls, rings } = await open();
      const call = await calls.startOrFind(newCall(newId(), null));
      const ring: StoredRing = {
        id: newId(),
        call: call.id,
        workspace: call.workspace,
        page: null,
        from: newId(),
        to: newId(),
        state: 'ringing',
        callee: 'in-call',
        message: null,
        startedAt: 1,
      };
      expect(await rings.startOrFind(ring)).toEqual(ring);
      expect(await rings.startOrFind({ ...ring, id: newId() })).toEqual(ring);
      expect(await rings.ringing()).toEqual([ring]);
      expect(await rings.finish(ring.id, 'declined', 5, 'In an hour')).toBe(true);
      expect(await rings.finish(ring.id, 'missed', 6, null)).toBe(false);
      const declined = { ...ring, state: 'declined', message: 'In an hour' };
      expect(await rings.find(ring.id)).toEqual(declined);
      expect(await rings.ringing()).toEqual([]);
    });
  });

  describe(`${name}: events`, () => {
    test('news of a thing replaces older news of it, with a higher cursor', async () => {
      const { events } = await open();
      const [alice, bob] = [newId(), newId()];
      expect(await events.last()).toBe(0);
      await events.append([alice, bob], 'ring', 'r1', 1);
      await events.append([alice], 'call', 'c1', 2);
      await events.append([alice], 'ring', 'r1', 3);
      const [call, ring] = await events.after(alice, 0, 10);
      expect(call).toMatchObject({ type: 'call', ref: 'c1' });
      expect(ring).toMatchObject({ type: 'ring', ref: 'r1' });
      expect(ring?.cursor).toBe(await events.last());
      expect(await events.after(alice, call?.cursor ?? 0, 10)).toHaveLength(1);
      expect(await events.after(alice, 0, 1)).toHaveLength(1);
      expect(await events.after(bob, 0, 10)).toHaveLength(1);
    });

    test('what is pruned leaves the cursor where it was', async () => {
      const { events } = await open();
      await events.append(['a', 'b'], 'call', 'c1', 1);
      await events.append(['a'], 'call', 'c2', 9);
      const last = await events.last();
      await events.prune(10);
      expect(await events.after('a', 0, 10)).toEqual([]);
      expect(await events.last()).toBe(last);
    });
  });
}

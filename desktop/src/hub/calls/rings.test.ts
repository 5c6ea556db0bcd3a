import type { Notification, Ring } from '@confab/shared-types';
import { decodeJwt } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { invite, person, publishedPage, restarted } from '../testing/people.ts';
import type { Person } from '../testing/people.ts';
import { TestWindow } from '../testing/TestWindow.ts';
import { startSyncServer } from '../testing/startSyncServer.ts';

/** Alice's workspace with Bob in it, and a call of hers. */
async function twoPeople() {
  const server = await startSyncServer();
  const alice = await person('Alice', server);
  const bob = await person('Bob', server);
  const { workspace, page } = await publishedPage(alice);
  await invite(alice, bob, workspace.id, 'editor');
  const { call } = await alice.window.request('calls.start', { workspace: workspace.id, page });
  const ring = async (): Promise<Ring> => {
    const about = { workspace: workspace.id, call: call.id };
    const [first] = await alice.window.request('calls.ring', about);
    if (first === undefined) throw new Error('nobody was rung');
    return first;
  };
  const cancel = (ring: Ring) =>
    alice.window.request('rings.act', { server: alice.server, ring: ring.id, action: 'cancel' });
  return { server, alice, bob, workspace: workspace.id, page, call: call.id, ring, cancel };
}

const hears = (who: Person, id: string, state: Ring['state']) =>
  who.window.event('ring', ({ ring }) => ring.id === id && ring.state === state);

const isAbout = (kind: Notification['about']['kind'], ring: string) => (list: Notification[]) =>
  list.some(({ about }) => about.kind === kind && about.ring.id === ring);

const seesActivity = (who: Person, of: Person, activity: string) =>
  who.window.event('presence', (news) => news.account === of.account && news.activity === activity);

describe('a ring', () => {
  test('declined with a message tells the caller, who finds it later too', async () => {
    const { alice, bob, ring } = await twoPeople();
    const { id } = await ring();
    await hears(bob, id, 'ringing');
    expect(bob.host.rings.map((shown) => shown.id)).toEqual([id]);
    expect(bob.host.tray?.ringing).toBe(1);
    const message = 'In an hour';
    const decline = { server: bob.server, ring: id, action: 'decline', message } as const;
    await bob.window.request('rings.act', decline);
    expect((await hears(alice, id, 'declined')).ring.message).toBe(message);
    await hears(bob, id, 'declined');
    expect(bob.host.endedRings.map((ended) => ended.id)).toEqual([id]);
    expect(bob.host.tray?.ringing).toBe(0);
    expect(await bob.window.request('notifications.list', {})).toEqual([]);
    const [found] = await alice.window.request('notifications.list', {});
    expect(found).toMatchObject({ read: false, about: { kind: 'declined-with-message' } });
  });

  test('shown outside the window says which page it is about', async () => {
    const { bob, workspace, ring } = await twoPeople();
    await bob.window.syncState(workspace, 'synced');
    const { id } = await ring();
    await hears(bob, id, 'ringing');
    expect(bob.host.ringsAbout).toEqual(['Plan']);
  });

  test('is told to a window that opens while it rings, with the time that is left', async () => {
    const { bob, ring } = await twoPeople();
    const { id } = await ring();
    await hears(bob, id, 'ringing');
    const window = await TestWindow.open(bob.hub);
    const [waiting] = await window.request('rings.waiting', {});
    expect(waiting).toMatchObject({ server: bob.server, ring: { id, state: 'ringing' } });
    expect(waiting?.ring.remainingMs).toBeLessThanOrEqual(60_000);
    const answer = { server: bob.server, ring: id, action: 'answer' } as const;
    await window.request('rings.act', answer);
    await hears(bob, id, 'answered');
    expect(await window.request('rings.waiting', {})).toEqual([]);
  });

  test('declined while the caller is in the call and sees it counts as read', async () => {
    const { alice, bob, call, ring } = await twoPeople();
    await alice.window.request('calls.setActive', { call });
    const { id } = await ring();
    await hears(bob, id, 'ringing');
    const message = 'Later';
    const decline = { server: bob.server, ring: id, action: 'decline', message } as const;
    await bob.window.request('rings.act', decline);
    const list = await alice.window.event('notifications', isAbout('declined-with-message', id));
    expect(list.map(({ read }) => read)).toEqual([true]);
  });

  test('is cancelled when the window that is in its call goes', async () => {
    const { alice, bob, call, ring } = await twoPeople();
    await alice.window.request('calls.setActive', { call });
    const { id } = await ring();
    await hears(bob, id, 'ringing');
    alice.window.close();
    await hears(bob, id, 'cancelled');
    await bob.window.event('notifications', isAbout('missed-call', id));
  });
});

describe('a missed call', () => {
  test('arrives once the callee is back, once, and stays read', async () => {
    const { alice, bob, ring, cancel } = await twoPeople();
    await bob.hub.close();
    await alice.window.event(
      'presence',
      ({ account, online }) => account === bob.account && !online,
    );
    const rung = await ring();
    expect(rung.callee).toBe('away');
    await cancel(rung);

    const back = await restarted(bob);
    const list = await back.window.event('notifications', isAbout('missed-call', rung.id));
    expect(list.map(({ read }) => read)).toEqual([false]);
    await vi.waitFor(() => expect(back.host.tray?.missed).toBe(1));
    await back.window.request('notifications.markRead', {});
    expect(back.host.tray?.missed).toBe(0);

    const later = await restarted(back);
    await hears(alice, (await ring()).id, 'ringing');
    const kept = await later.window.request('notifications.list', {});
    expect(kept.map(({ id, read }) => [id, read])).toEqual([[rung.id, true]]);
  });

  test('is all that comes of a ring while one does not want to be disturbed', async () => {
    const { alice, bob, ring, cancel } = await twoPeople();
    await bob.window.request('preferences.update', { doNotDisturb: true });
    await seesActivity(alice, bob, 'do-not-disturb');
    expect(bob.host.tray?.doNotDisturb).toBe(true);
    const rung = await ring();
    expect(rung.callee).toBe('do-not-disturb');
    await hears(bob, rung.id, 'ringing');
    expect(bob.host.rings).toEqual([]);
    expect(bob.host.tray?.ringing).toBe(0);
    await cancel(rung);
    await bob.window.event('notifications', isAbout('missed-call', rung.id));
    expect(bob.host.tray?.missed).toBe(1);
    expect(bob.host.endedRings).toEqual([]);
  });
});

test('do not disturb silences what rings already, and lets it ring again', async () => {
  const { bob, ring } = await twoPeople();
  const { id } = await ring();
  await hears(bob, id, 'ringing');
  await bob.window.request('preferences.update', { doNotDisturb: true });
  expect(bob.host.endedRings.map((ended) => ended.id)).toEqual([id]);
  await bob.window.request('preferences.update', { doNotDisturb: false });
  expect(bob.host.rings.map((shown) => shown.id)).toEqual([id, id]);
  expect(bob.host.rings[1]?.remainingMs).toBeLessThanOrEqual(60_000);
});

test('others see that one is in a call until the window that is in it goes', async () => {
  const { alice, bob, call, ring } = await twoPeople();
  await bob.window.request('calls.setActive', { call });
  await seesActivity(alice, bob, 'in-call');
  expect((await ring()).callee).toBe('in-call');
  const members = await alice.window.request('workspaces.members', {
    workspace: (await alice.window.request('app.state', {})).workspaces[0]?.id ?? '',
  });
  const shown = members.find(({ account }) => account === bob.account);
  expect(shown?.activity).toBe('in-call');
  bob.window.close();
  await seesActivity(alice, bob, 'free');
});

test('a ticket for looking does not let one in', async () => {
  const { bob, workspace, call } = await twoPeople();
  const { token } = await bob.window.request('calls.look', { workspace, call });
  expect(decodeJwt(token)['video']).toEqual({ room: call, roomJoin: false });
});

test('the tray knows the pages that were opened last, by their titles', async () => {
  const { alice, workspace, page } = await twoPeople();
  await alice.window.request('personal.visited', { workspace, page });
  const title = 'Plan';
  await vi.waitFor(() =>
    expect(alice.host.tray?.recentPages[0]).toEqual({ workspace, page, title }),
  );
});

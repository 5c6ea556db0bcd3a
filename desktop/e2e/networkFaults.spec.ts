import { expect, test } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { FaultProxy } from '../../load/faults/FaultProxy.ts';
import { callControl, enterCall } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { Gathering } from './support/Gathering.ts';
import { killMediaServer } from './support/localServers.ts';
import { expectMediaFlows, heard, transportsOf } from './support/media.ts';
import type { Person } from './support/openWindow.ts';
import { signalThrough } from './support/signalThrough.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/** Alice is behind a bad network, Bob is not: what a call survives, and what both see of it. */
test.describe.serial('a bad network', () => {
  const people = new Gathering();
  let network: FaultProxy;
  let alice: Person;
  let bob: Person;

  test.afterEach(async () => {
    network.heal();
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(async () => {
    await people.end();
    await network.close();
  });

  test('Alice and Bob are in a call, hers goes through the network that will be bad', async () => {
    network = await FaultProxy.open();
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan', {
      prepare: (page) => signalThrough(page, network.urlFor('')),
    });
    alice = shared.person;
    bob = await joinWorkspace(people, 'Bob', shared.workspace);
    await enterCall(alice.page);
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    await bothFlow();
  });

  test('signalling is lost: both hear on without a gap, and are told what is going on', async () => {
    const before = await both(heard);
    const session = await tile(bob, 'Alice').getAttribute('data-session');
    network.signaling = { ...network.signaling, blocked: true };
    network.cutSignaling();
    await expect(reconnecting(alice)).toBeVisible();
    await expect(tile(bob, 'Alice')).toContainText('Reconnecting');
    for (const [at, { page }] of [alice, bob].entries()) {
      const began = before[at]?.seconds ?? 0;
      await expect.poll(async () => (await heard(page)).seconds - began).toBeGreaterThan(5);
    }
    network.heal();
    await expect(reconnecting(alice)).toBeHidden();
    await expect(tile(bob, 'Alice')).not.toContainText('Reconnecting');

    const after = await both(heard);
    after.forEach((now, at) => {
      const then = before[at] ?? now;
      const received = now.packets - then.packets;
      expect(received).toBeGreaterThan(0);
      // What a busy machine drops is noise; a gap would be all of these seconds.
      expect((now.lost - then.lost) / received).toBeLessThan(0.02);
      expect(
        (now.concealedSeconds - then.concealedSeconds) / (now.seconds - then.seconds),
      ).toBeLessThan(0.1);
    });
    // Taken up again, not joined anew.
    await expect(tile(bob, 'Alice')).toHaveAttribute('data-session', session ?? '');
  });

  test('what is done in the call meanwhile arrives afterwards', async () => {
    network.signaling = { ...network.signaling, blocked: true };
    network.cutSignaling();
    await expect(reconnecting(alice)).toBeVisible();
    await callControl(bob.page, 'Mute').click();
    await callControl(alice.page, 'Mute').click();
    network.heal();
    await expect(muted(alice, 'Bob')).toBeVisible();
    await expect(muted(bob, 'Alice')).toBeVisible();
    for (const { page } of [alice, bob]) await callControl(page, 'Unmute').click();
    await expect(muted(alice, 'Bob')).toBeHidden();
    await expect(muted(bob, 'Alice')).toBeHidden();
    await bothFlow();
  });

  test('5 % loss and 200 ms: the call goes on, and both see whose connection is weak', async () => {
    network.media = { ...network.media, loss: 0.05, delayMs: 100, jitterMs: 10 };
    await callControl(bob.page, /^People/).click();
    const quality = bob.page
      .getByRole('listitem')
      .filter({ hasText: 'Alice' })
      .getByRole('img', { name: /^(Fair|Poor) connection$/ });
    await expect(quality).toBeVisible({ timeout: 60_000 });
    await bothFlow();
    network.heal();
    await expect(quality).toBeHidden({ timeout: 60_000 });
    await callControl(bob.page, /^People/).click();
  });

  test('media is blocked and let through again: it finds its way by an ICE restart', async () => {
    const before = await transportsOf(alice.page);
    network.media = { ...network.media, blocked: true };
    await expect
      .poll(async () => (await transportsOf(alice.page)).map(({ state }) => state), {
        timeout: 30_000,
      })
      .not.toContain('connected');
    await expect(reconnecting(alice)).toBeVisible();
    // A path that comes back sooner is found again without a restart: it knows the server by new names.
    const names = before.map(({ remoteUfrag }) => remoteUfrag);
    await expect
      .poll(async () => (await transportsOf(alice.page)).map(({ remoteUfrag }) => remoteUfrag), {
        timeout: 30_000,
      })
      .not.toEqual(names);
    network.heal();
    await expect(reconnecting(alice)).toBeHidden({ timeout: 60_000 });
    await bothFlow();
    const after = await transportsOf(alice.page);
    // The same connections.
    expect(after.map(({ number }) => number)).toEqual(before.map(({ number }) => number));
  });

  test('the media server dies and is started again: all are back with what they sent', async () => {
    const tracks = await both(tracksSent);
    killMediaServer(people.data);
    await expect(reconnecting(alice)).toBeVisible();
    await expect(reconnecting(bob)).toBeVisible();
    // Who was there stays in the picture while the server is away.
    await expect(tile(alice, 'Bob')).toHaveCount(1);
    await expect(reconnecting(alice)).toBeHidden();
    await expect(reconnecting(bob)).toBeHidden();
    await bothFlow();
    await expect(tile(alice, 'Bob')).toHaveCount(1);
    await expect(tile(bob, 'Alice')).toHaveCount(1);
    expect(await both(tracksSent)).toEqual(tracks);
  });

  test('signalling is away until the session is given up: she joins anew, once', async () => {
    const session = await tile(bob, 'Alice').getAttribute('data-session');
    network.signaling = { ...network.signaling, blocked: true };
    await expect(reconnecting(alice)).toBeVisible();
    // The server waits ten seconds for a word, and thirty for her to take it up again.
    await expect(tile(bob, 'Alice')).toHaveCount(0, { timeout: 90_000 });
    network.heal();
    await expect(tile(bob, 'Alice')).toHaveCount(1, { timeout: 60_000 });
    await expect(reconnecting(alice)).toBeHidden();
    await bothFlow();
    await expect(tile(bob, 'Alice')).toHaveCount(1);
    await expect(tile(bob, 'Alice')).not.toHaveAttribute('data-session', session ?? '');
  });

  async function both<R>(look: (page: Person['page']) => Promise<R>): Promise<R[]> {
    return Promise.all([alice, bob].map(({ page }) => look(page)));
  }

  async function bothFlow(): Promise<void> {
    await Promise.all([expectMediaFlows(alice.page), expectMediaFlows(bob.page)]);
  }
});

/** Ids of the tracks of devices that the window sends. */
function tracksSent(page: Person['page']): Promise<string[]> {
  return page.evaluate(() =>
    (window.confabConnections ?? [])
      .filter(({ connectionState }) => connectionState === 'connected')
      .flatMap((connection) => connection.getSenders())
      .flatMap(({ track }) => track?.id ?? [])
      .sort(),
  );
}

function tile(person: Person, name: string): Locator {
  return person.page
    .getByRole('group', { name: 'People in the call' })
    .getByRole('listitem')
    .filter({ hasText: name });
}

function muted(person: Person, name: string): Locator {
  return tile(person, name).getByRole('img', { name: 'Muted' });
}

function reconnecting(person: Person): Locator {
  return person.page.getByText('Reconnecting… you can keep talking');
}

import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { giveName, leaveCall, newPage, openPage, password } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import type { Person } from './support/openWindow.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/** Ringing, and every way in which a ring ends: Alice calls, Bob has two devices, Carol is there too. */
test.describe.serial('rings', () => {
  const people = new Gathering();
  let alice: Person;
  let bob: Person;
  let laptop: Person;
  let carol: Person;
  let server = '';

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('three people share a workspace', async () => {
    const { person, workspace } = await shareWorkspace(people, 'Alice', 'Launch plan');
    alice = person;
    server = new URL(workspace.invitation).origin;
    bob = await joinWorkspace(people, 'Bob', workspace);
    carol = await joinWorkspace(people, 'Carol', workspace);
  });

  test('the people panel says who is there, and one of them is called from it', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: 'People', exact: true }).click();
    await expect(row(page, 'Bob')).toContainText('Online');
    await row(page, 'Bob').getByRole('button', { name: 'Call Bob' }).click();
    await enterFromPrejoin(page);
    await expect(ringTile(page, 'Bob')).toContainText('Ringing');
    await expect(ringCard(bob.page)).toContainText('Launch plan');
    await expect(row(page, 'Alice')).toContainText('In a call');
    await expect(ringCard(carol.page)).toHaveCount(0);
  });

  test('declined with a message, which the caller reads', async () => {
    const card = ringCard(bob.page);
    await checkScreen(bob.page);
    await card.getByRole('button', { name: 'Message' }).click();
    const field = card.getByRole('textbox', { name: 'Message to Alice' });
    await expect(field).toBeFocused();
    await checkScreen(bob.page);
    // Esc closes the field, not yet the ring.
    await field.press('Escape');
    await expect(field).toHaveCount(0);
    await card.getByRole('button', { name: 'Message' }).click();
    await field.fill('After lunch?');
    await field.press('Enter');
    await expect(card).toHaveCount(0);
    await expect(ringTile(alice.page, 'Bob')).toContainText('After lunch?');
    await expect(ringTile(alice.page, 'Bob')).toContainText('Declined');
  });

  test('who is in another call is rung without a sound, and the caller knows', async () => {
    await newPage(carol.page, 'Budget');
    await carol.page.getByRole('button', { name: 'More ways to call' }).click();
    await carol.page.getByRole('menuitem', { name: 'Choose people' }).click();
    const dialog = carol.page.getByRole('dialog', { name: 'Call people' });
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Alice' })).toContainText(
      'In a call',
    );
    await checkScreen(carol.page);
    await dialog.getByRole('textbox', { name: 'Search people' }).fill('ali');
    await expect(dialog.getByRole('checkbox')).toHaveCount(1);
    await dialog.getByRole('checkbox', { name: 'Alice' }).check();
    await dialog.getByRole('button', { name: 'Call 1 person' }).click();
    await enterFromPrejoin(carol.page);
    await expect(ringTile(carol.page, 'Alice')).toContainText('In another call');
    const card = ringCard(alice.page, 'Carol');
    await expect(card.getByRole('button', { name: 'Leave this call and join' })).toBeVisible();
    await card.getByRole('button', { name: 'Decline' }).click();
    await expect(ringTile(carol.page, 'Alice')).toContainText('Declined');
    await leaveCall(carol.page);
    await leaveCall(alice.page);
  });

  test('answered on one device, it stops on the other one', async () => {
    laptop = await people.start('laptop');
    await giveName(laptop.page, 'Bob');
    await signIn(laptop.page, server, 'bob@example.org');
    await openSharedWorkspace(laptop.page);
    await openPage(laptop.page, 'Launch plan');
    await openPage(alice.page, 'Launch plan');
    await callOne(alice.page, 'Bob');
    await expect(ringCard(bob.page)).toBeVisible();
    await ringCard(laptop.page).getByRole('button', { name: 'Accept' }).click();
    await expect(ringCard(bob.page)).toHaveCount(0);
    await expect(bob.page.getByText('Answered on another device')).toBeVisible();
    await expect(alice.page.getByRole('listitem').filter({ hasText: 'Bob' }).first()).toBeVisible();
    await leaveCall(laptop.page);
    await leaveCall(alice.page);
    await laptop.browser.close();
    await people.stop('laptop');
  });

  test('a caller who leaves does not go on ringing', async () => {
    await callOne(alice.page, 'Bob');
    await expect(ringCard(bob.page)).toBeVisible();
    await leaveCall(alice.page);
    await expect(ringCard(bob.page)).toHaveCount(0);
    await expect(bob.page.getByText('Alice stopped calling')).toBeVisible();
    await expect(callsEntry(bob.page)).toContainText('1');
  });

  test('while one does not want to be disturbed, calls are only missed', async () => {
    await bob.page.getByRole('button', { name: 'Do not disturb' }).click();
    await expect(row(alice.page, 'Bob')).toContainText('Do not disturb');
    await callInVain(alice.page, 'Bob', 'Do not disturb is on');
    await expect(ringCard(bob.page)).toHaveCount(0);
    await leaveCall(alice.page);
    await expect(callsEntry(bob.page)).toContainText('2');
    await bob.page.getByRole('button', { name: 'Do not disturb' }).click();
    await expect(row(alice.page, 'Bob')).toContainText('Online');
  });

  test('a closed app finds the missed call when it is opened again, and calls back', async () => {
    await bob.browser.close();
    await people.stop('bob');
    await expect(row(alice.page, 'Bob')).toContainText('Offline');
    await callInVain(alice.page, 'Bob', 'No device connected');
    await leaveCall(alice.page);

    bob = await people.start('bob');
    await expect(callsEntry(bob.page)).toContainText('3');
    await callsEntry(bob.page).click();
    const list = bob.page.getByRole('region', { name: 'Missed calls' });
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await checkScreen(bob.page);
    await list
      .getByRole('listitem')
      .first()
      .getByRole('button', { name: 'Mark the call of Alice as read' })
      .click();
    await expect(callsEntry(bob.page)).toContainText('2');
    await list.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(callsEntry(bob.page)).toHaveText('Calls');
    await list.getByRole('button', { name: 'Call Alice back' }).first().click();
    await enterFromPrejoin(bob.page);
    await ringCard(alice.page, 'Bob').getByRole('button', { name: 'Accept' }).click();
    await expect(alice.page.getByLabel('People in the call').getByRole('listitem')).toHaveCount(2);
  });
});

function ringCard(page: Page, caller = 'Alice'): Locator {
  return page.getByRole('alertdialog', { name: `${caller} is calling` });
}

/** Somebody who is being called, in the caller's window. */
function ringTile(page: Page, name: string): Locator {
  return page.locator('[data-ring]').filter({ hasText: name });
}

/** Somebody in the people panel. */
function row(page: Page, name: string): Locator {
  return page
    .getByRole('complementary', { name: 'People' })
    .getByRole('listitem')
    .filter({ hasText: name });
}

function callsEntry(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Sidebar' }).getByRole('button', { name: /^Calls/ });
}

/** Goes on from the screen before the call. */
async function enterFromPrejoin(page: Page): Promise<void> {
  const screen = page.getByRole('region', { name: 'Before the call' });
  await screen.getByRole('button', { name: /^(Start call|Join)$/ }).click();
  await expect(page.getByLabel('People in the call')).toBeVisible();
}

/** Calls one person from the people panel, which is open. */
async function callOne(page: Page, name: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `Call ${name}` })
    .click();
  await enterFromPrejoin(page);
}

/** Calls somebody who is not rung. Why is shown for seconds only, so it is looked for from the start. */
async function callInVain(page: Page, name: string, reason: string): Promise<void> {
  const told = expect(ringTile(page, name)).toContainText(reason, { timeout: 60_000 });
  await Promise.all([callOne(page, name), told]);
}

async function signIn(page: Page, server: string, email: string): Promise<void> {
  await page
    .getByRole('button', { name: /workspace/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Connect to a server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Sign in', { exact: true }).first().click();
  await dialog.getByLabel('Server address').fill(server);
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
}

/** Goes to the workspace that came with the account; the profile has one of its own too. */
async function openSharedWorkspace(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /workspace/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'My workspace' }).nth(1).click();
}

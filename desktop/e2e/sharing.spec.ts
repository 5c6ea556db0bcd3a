import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dropFile,
  editor,
  expectStatus,
  giveName,
  joinByLink,
  newPage,
  openPage,
  pageTitle,
  publishAndInvite,
} from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { Gathering } from './support/Gathering.ts';
import { checkScreen } from './support/checkScreen.ts';
import { stopSyncServer } from './support/localServers.ts';
import { makePicture } from './support/makePicture.ts';
import { launchChromium } from './support/openWindow.ts';

/** Letting others in: to one page, to read it on the web, and taking it all back. */
test.describe.serial('sharing', () => {
  const people = new Gathering();
  let alice: Page;
  let bob: Page;
  let publicUrl = '';

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('Alice shares one page of her workspace by a link', async () => {
    ({ page: alice } = await people.start('alice'));
    await giveName(alice, 'Alice');
    await newPage(alice, 'Salaries');
    await alice.keyboard.type('Nobody else may read this');
    await newPage(alice, 'Picnic');
    await alice.keyboard.type('Bring a blanket');
    await publishAndInvite(alice, 'alice@example.org');
    const dialog = await pageTab(alice);
    await dialog.getByRole('button', { name: 'Create invitation link' }).click();
    const invitation = await dialog.getByLabel('Invitation link').inputValue();
    await checkScreen(alice);
    await alice.keyboard.press('Escape');
    await expectStatus(alice, 'Synced');

    ({ page: bob } = await people.start('bob'));
    await giveName(bob, 'Bob');
    await joinByLink(bob, { invitation, inviter: 'Alice', email: 'bob@example.org' });
    await expect(pageTitle(bob)).toHaveValue('Picnic');
    await expect(editor(bob)).toContainText('Bring a blanket');
    await expect(bob.getByText('Shared with me')).toBeVisible();
    await expect(bob.getByText('Salaries')).toHaveCount(0);
  });

  test('a guest writes in the page, live, and keeps it when he goes offline', async () => {
    await editor(bob).click();
    await bob.keyboard.press('Control+End');
    await bob.keyboard.type(' and a kite');
    await openPage(alice, 'Picnic');
    await expect(editor(alice)).toContainText('Bring a blanket and a kite');
  });

  test('a guest’s page menu has what needs no tree', async () => {
    const open = (): Promise<void> => bob.getByRole('button', { name: 'More for Picnic' }).click();
    await open();
    await expect(bob.getByRole('menuitem')).toHaveText(['Copy link', 'Export…', 'History']);
    await bob.getByRole('menuitem', { name: 'Export…' }).click();
    const dialog = bob.getByRole('dialog');
    await expect(dialog.getByRole('checkbox')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(dialog.getByRole('status')).toContainText('Picnic.zip');
    await bob.keyboard.press('Escape');
    await open();
    await bob.getByRole('menuitem', { name: 'History' }).click();
    await expect(bob.getByRole('button', { name: 'Keep this version now' })).toBeVisible();
    await bob.getByRole('button', { name: 'Close panel' }).click();
  });

  test('a viewer may no longer write, and is told so', async () => {
    const dialog = await pageTab(alice);
    await choose(dialog.getByRole('combobox', { name: 'Role of Bob' }), alice, 'Viewer');
    await alice.keyboard.press('Escape');
    await expect(editor(bob)).toHaveAttribute('contenteditable', 'false');
    await expect(
      bob.getByText('You can no longer edit this page. Your copy is kept.'),
    ).toBeVisible();
  });

  test('everybody with the public link reads the page, without its editor or its neighbours', async () => {
    await dropFile(alice, makePicture(people.data), 'image/png');
    await expect(editor(alice).locator('img')).toBeVisible();
    await expectStatus(alice, 'Synced');
    const dialog = await pageTab(alice);
    await dialog.getByRole('button', { name: 'Make a public link' }).click();
    publicUrl = await dialog.getByLabel('Public link').inputValue();
    expect(publicUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/p\/[\w-]+$/);
    await alice.keyboard.press('Escape');

    const browser = await launchChromium([]);
    const visitor = await browser.newPage();
    const response = await visitor.goto(publicUrl);
    expect(response?.headers()['content-security-policy']).toContain("default-src 'none'");
    await expect(visitor.getByRole('heading', { name: 'Picnic' })).toBeVisible();
    await expect(visitor.getByText('Bring a blanket and a kite')).toBeVisible();
    await expect
      .poll(() => visitor.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(64);
    expect(await visitor.locator('script').count()).toBe(0);
    expect(await visitor.content()).not.toContain('Salaries');
    await browser.close();
  });

  test('the public link ends when it is taken away', async () => {
    const dialog = await pageTab(alice);
    await dialog.getByRole('button', { name: 'Remove public link' }).click();
    await expect(dialog.getByRole('button', { name: 'Make a public link' })).toBeVisible();
    await alice.keyboard.press('Escape');
    const answer = await fetch(publicUrl);
    expect(answer.status).toBe(404);
  });

  test('a file that is not here yet says so, and comes when the server is back', async () => {
    const file = join(people.data, 'list.bin');
    writeFileSync(file, 'two blankets');
    await dropFile(alice, file, 'application/octet-stream');
    await expectStatus(alice, 'Synced');
    const row = editor(bob).getByRole('button', { name: 'Download list.bin' });
    await expect(row).toBeVisible();
    const restart = stopSyncServer(people.data);
    await expectStatus(bob, /Offline/);
    await row.click();
    const words = bob.getByText('list.bin is not on this device yet.');
    await expect(words).toBeVisible();
    restart();
    await expectStatus(bob, 'Synced');
    const download = bob.waitForEvent('download');
    await words.getByRole('button', { name: 'Try again' }).click();
    expect((await download).suggestedFilename()).toBe('list.bin');
    await expect(words).toBeHidden();
  });

  test('a guest who is let out keeps a copy to read', async () => {
    const dialog = await pageTab(alice);
    await dialog.getByRole('button', { name: 'Remove Bob' }).click();
    await expect(dialog.getByText('No guests yet.')).toBeVisible();
    await alice.keyboard.press('Escape');
    await editor(alice).click();
    await alice.keyboard.press('Control+End');
    await alice.keyboard.type(' Not for Bob');
    await expect(editor(bob)).toContainText('Bring a blanket');
    await expect(editor(bob)).not.toContainText('Not for Bob');
  });

  test('taken offline, the workspace is Alice’s alone and stays writable', async () => {
    await alice.getByRole('button', { name: 'Share' }).click();
    const dialog = alice.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Take this workspace offline' }).click();
    await dialog.getByRole('button', { name: 'Take offline', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expectStatus(alice, 'Saved on this device');
    await openPage(alice, 'Salaries');
    await editor(alice).click();
    await alice.keyboard.press('Control+End');
    await alice.keyboard.type(' – still');
    await alice.reload();
    await expect(editor(alice)).toContainText('Nobody else may read this – still');
  });
});

/** The share dialog at what concerns the open page. */
async function pageTab(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog');
  if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Share' }).click();
  await dialog.getByRole('tab', { name: 'This page' }).click();
  return dialog;
}

async function choose(select: Locator, page: Page, option: string): Promise<void> {
  await select.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

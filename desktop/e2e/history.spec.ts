import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import {
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
import { caretBefore, selectWords } from './support/selectWords.ts';

/** A page as it was: on one device first, at a server then. */
test.describe.serial('history', () => {
  const people = new Gathering();
  let anna: Page;
  let ben: Page;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('versions are kept and named', async () => {
    ({ page: anna } = await people.start('anna'));
    await giveName(anna, 'Anna');
    await newPage(anna, 'Launch plan');
    await anna.keyboard.type('The launch is in June\nInvitations go out in May\nCake for all');
    await openHistory(anna);
    await expect(anna.getByText('None has been kept yet.')).toBeVisible();
    await keep(anna, 'First draft');
    await expect(version(anna, /First draft/)).toBeVisible();
  });

  test('one is looked at with what changed in colour', async () => {
    await caretBefore(anna, 'June');
    await anna.keyboard.type('late ');
    await selectWords(anna, 'Cake for all');
    await anna.keyboard.press('Delete');
    await anna.keyboard.press('Backspace');
    await pageTitle(anna).fill('Late launch plan');
    await keep(anna, 'Second draft');
    await version(anna, /Second draft/).click();
    const view = anna.getByRole('region', { name: 'Version of the page' });
    await expect(view.locator('ins[data-diff=added]')).toHaveText(['Late launch ', 'late ']);
    await expect(view.locator('.cf-diff-block[data-diff=removed]')).toHaveText('Cake for all');
    await view.getByRole('checkbox', { name: 'Show changes' }).click();
    await expect(view.locator('[data-diff]')).toHaveCount(0);
    await expect(view.locator('.bn-editor')).toHaveText(/The launch is in late June/);
    await view.getByRole('checkbox', { name: 'Show changes' }).click();
    await view.getByRole('button', { name: 'Older version' }).click();
    await expect(view.getByRole('heading', { name: 'Launch plan' })).toBeVisible();
    await view.getByText('Page now').click();
    await expect(view.locator('.cf-diff-block[data-diff=removed]')).toHaveText('Cake for all');
    await checkScreen(anna);
  });

  test('restoring one is an edit that the editor’s undo takes back', async () => {
    await anna.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(pageTitle(anna)).toHaveValue('Launch plan');
    await expect(editor(anna)).toContainText('Cake for all');
    await expect(anna.getByRole('treeitem', { name: 'Launch plan', exact: true })).toBeVisible();
    await editor(anna).click();
    await anna.keyboard.press('Control+z');
    await expect(pageTitle(anna)).toHaveValue('Late launch plan');
    await expect(editor(anna)).not.toContainText('Cake for all');
    await expect(anna.getByRole('treeitem', { name: 'Late launch plan' })).toBeVisible();
    await anna.keyboard.press('Control+Shift+z');
    await expect(editor(anna)).toContainText('Cake for all');
    await anna.getByRole('button', { name: 'Undo' }).click();
    await expect(pageTitle(anna)).toHaveValue('Late launch plan');
    await expect(editor(anna)).not.toContainText('Cake for all');
  });

  test('a shared page has its history at the server, for everybody in it', async () => {
    const invitation = await publishAndInvite(anna, 'anna@example.org');
    await anna.keyboard.press('Escape');
    await expectStatus(anna, 'Synced');
    ({ page: ben } = await people.start('ben'));
    await giveName(ben, 'Ben');
    await joinByLink(ben, { invitation, inviter: 'Anna', email: 'ben@example.org' });
    await openPage(ben, 'Late launch plan');
    await caretBefore(ben, 'The launch');
    await ben.keyboard.type('Ben says: ');
    await expectStatus(ben, 'Synced');
    await openHistory(ben);
    await keep(ben, 'With Ben');
    await expect(version(ben, /With Ben/)).toBeVisible();
    await anna.getByRole('button', { name: 'Close panel' }).click();
    await openHistory(anna);
    await version(anna, /With Ben/).click();
    const view = anna.getByRole('region', { name: 'Version of the page' });
    await expect(view.locator('.bn-editor')).toContainText('Ben says: The launch');
    await anna.keyboard.press('Escape');
    await expect(editor(anna)).toBeVisible();
    await expect(view).toBeHidden();
  });

  test('a version restored in one window comes to the other', async () => {
    await selectWords(ben, 'Ben says: ');
    await ben.keyboard.press('Delete');
    await expect(editor(anna)).not.toContainText('Ben says');
    await version(anna, /With Ben/).click();
    await anna.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(editor(ben)).toContainText('Ben says: The launch');
  });
});

async function openHistory(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^More for/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page.getByRole('complementary', { name: 'History' })).toBeVisible();
}

async function keep(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Keep this version now' }).click();
  await page.getByRole('textbox', { name: 'Name of the version' }).fill(name);
  await page.keyboard.press('Enter');
}

function version(page: Page, name: RegExp): Locator {
  return page
    .getByRole('complementary', { name: 'History' })
    .getByRole('listitem')
    .getByRole('button', { name })
    .first();
}

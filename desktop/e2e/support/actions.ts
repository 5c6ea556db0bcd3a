import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Everybody's in these tests. */
export const password = 'correct horse battery';

/** What a person does, in the words they see. One function is one thing a person would name. */

export async function giveName(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Start writing' }).click();
  await expect(editor(page)).toBeVisible();
}

export function editor(page: Page): Locator {
  return page.locator('.bn-editor');
}

export function pageTitle(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Page title' });
}

export async function newPage(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New page', exact: true }).first().click();
  await expect(pageTitle(page)).toHaveValue('');
  await pageTitle(page).fill(title);
  await pageTitle(page).press('Enter');
  await expect(editor(page)).toBeFocused();
}

export async function openPage(page: Page, title: string): Promise<void> {
  await page.getByRole('treeitem', { name: title }).click();
  await expect(pageTitle(page)).toHaveValue(title);
}

/** Drops a file on the editor as if it came from the desktop. */
export async function dropFile(page: Page, file: string, type: string): Promise<void> {
  const bytes = readFileSync(file).toString('base64');
  const transfer = await page.evaluateHandle(
    ({ bytes, name, type }) => {
      const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type }));
      return transfer;
    },
    { bytes, name: basename(file), type },
  );
  const box = await editor(page).boundingBox();
  if (box === null) throw new Error('the editor is not shown');
  const position = { clientX: box.x + box.width / 2, clientY: box.y + 20 };
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await editor(page).dispatchEvent(event, { dataTransfer: transfer, ...position });
  }
}

/** The words of the status in the sidebar's foot. */
export function status(page: Page): Locator {
  return page.getByRole('button', { name: /^Status/ });
}

export async function expectStatus(page: Page, words: string | RegExp): Promise<void> {
  await expect(status(page)).toContainText(words);
}

export async function createAccount(page: Page, email: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Create account', { exact: true }).first().click();
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Create account' }).click();
}

/** Starts the page's call, or joins the one that runs, through the screen before it. */
export async function enterCall(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Call|Join call)$/ }).click();
  const before = page.getByRole('region', { name: 'Before the call' });
  await before.getByRole('button', { name: /^(Start call|Join)$/ }).click();
  await expect(before).toBeHidden();
}

/** Leaves a call the way a person does and waits until the dock is gone. */
export async function leaveCall(page: Page): Promise<void> {
  await callControl(page, 'Leave').click();
  await expect(page.getByRole('toolbar', { name: 'Call controls' })).toBeHidden();
}

export function callControl(page: Page, name: string | RegExp): Locator {
  return page.getByRole('toolbar', { name: 'Call controls' }).getByRole('button', { name });
}

/** Imports a model's folder in the settings and waits until it is the one in use. */
export async function importSpeechModel(page: Page, folder: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Speech' }).click();
  await dialog.getByLabel('Folder of the model on this device').fill(folder);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('radio', { name: /whisper/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Publishes the workspace from the share dialog, which stays open, and answers the link. */
export async function publishAndInvite(page: Page, email: string): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await createAccount(page, email);
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByRole('button', { name: 'Create invitation link' }).click();
  return dialog.getByLabel('Invitation link').inputValue();
}

/** Pastes an invitation, makes an account on the way and joins. */
export async function joinByLink(
  page: Page,
  given: { readonly invitation: string; readonly inviter: string; readonly email: string },
): Promise<void> {
  await page
    .getByRole('button', { name: /workspace/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Join with a link' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Invitation link').fill(given.invitation);
  await dialog.getByRole('button', { name: 'Check link' }).click();
  await expect(dialog).toContainText(`${given.inviter} invites you to`);
  await createAccount(page, given.email);
}

import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  dropFile,
  editor,
  expectStatus,
  giveName,
  newPage,
  openPage,
  pageTitle,
} from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { makePicture } from './support/makePicture.ts';
import { openWindow } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { commandOf, startApp } from './support/startApp.ts';
import type { RunningApp } from './support/startApp.ts';

/** One person, no account, no server: what they write survives whatever happens to the app. */
test.describe.serial('documents without a server', () => {
  const data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  let app: RunningApp;
  let alice: Person;

  test.beforeAll(async () => {
    app = await startApp({ data, profile: 'alice' });
    alice = await openWindow(app.url);
  });

  test.afterEach(async () => {
    await attachScreens(test.info(), [alice]);
  });

  test.afterAll(async () => {
    await alice.browser.close();
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('onboarding asks for a name and opens a page to write in', async () => {
    await giveName(alice.page, 'Alice');
    await expect(editor(alice.page)).toBeFocused();
    await expect(pageTitle(alice.page)).toHaveValue('Welcome to Confab');
    await expect(alice.page).not.toHaveURL(/token/);
  });

  test('writes headings, lists, to-dos, quotes, code, a table and an image', async () => {
    const { page } = alice;
    await newPage(page, 'Launch plan');
    await page.keyboard.type('# Goals\n');
    await page.keyboard.type('Ship the first version\n');
    await page.keyboard.type('- write\n- call\n\n');
    await page.keyboard.type('1. first\n\n');
    await page.keyboard.type('[] tell everyone\n\n');
    await page.keyboard.type('> measure twice\n');
    await page.keyboard.type('/table');
    await page.getByRole('option', { name: /^Table/ }).click();
    await page.keyboard.type('cell');
    await dropFile(page, makePicture(data), 'image/png');
    const blocks = editor(page);
    await expect(blocks.locator('img')).toBeVisible();
    await expect
      .poll(() => blocks.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(64);
    await expect(blocks.getByRole('heading', { name: 'Goals' })).toBeVisible();
    await expect(blocks.locator('[data-content-type="bulletListItem"]')).toHaveCount(2);
    await expect(blocks.locator('[data-content-type="checkListItem"]')).toHaveCount(1);
    await expect(blocks.locator('[data-content-type="quote"]')).toHaveText('measure twice');
    await expect(blocks.locator('td, th').first()).toHaveText('cell');
    await expectStatus(page, 'Saved on this device');
  });

  test('what was Saved is there after kill -9 of the hub', async () => {
    const { page } = alice;
    await appendLine(page, 'survives the hub');
    await expectStatus(page, 'Saved on this device');
    const hub = app.processes().find((pid) => commandOf(pid).includes('target-browser/main.ts'));
    if (hub === undefined) throw new Error('there is no hub process');
    process.kill(hub, 'SIGKILL');
    await appendLine(page, 'typed while it was gone');
    await expectStatus(page, 'Saved on this device');
    await page.reload();
    await openPage(page, 'Launch plan');
    await expect(editor(page)).toContainText('survives the hub');
    await expect(editor(page)).toContainText('typed while it was gone');
  });

  test('what was Saved is there after kill -9 of the whole app', async () => {
    await appendLine(alice.page, 'survives everything');
    await expectStatus(alice.page, 'Saved on this device');
    await app.kill();
    await alice.browser.close();
    app = await startApp({ data, profile: 'alice' });
    alice = await openWindow(app.url);
    await openPage(alice.page, 'Launch plan');
    await expect(editor(alice.page)).toContainText('survives everything');
    await expect(editor(alice.page).getByRole('heading', { name: 'Goals' })).toBeVisible();
    await expect(editor(alice.page).locator('img')).toBeVisible();
  });

  test('a damaged row is set aside, the rest is shown, and it is said', async () => {
    await newPage(alice.page, 'Torn');
    await appendLine(alice.page, 'sound');
    await expectStatus(alice.page, 'Saved on this device');
    await appendLine(alice.page, 'x');
    await expectStatus(alice.page, 'Saved on this device');
    await alice.browser.close();
    await app.stop();
    damageLastUpdate(join(data, 'profiles', 'alice', 'confab.sqlite'));
    app = await startApp({ data, profile: 'alice' });
    alice = await openWindow(app.url);
    await expect(alice.page.getByRole('alert')).toContainText('could not be read');
    await expect(pageTitle(alice.page)).toHaveValue('Torn');
    await expect(editor(alice.page)).toContainText('sound');
    await openPage(alice.page, 'Launch plan');
    await expect(alice.page.getByRole('alert')).toHaveCount(0);
  });

  test('starting a profile that runs prints the same address', async () => {
    const second = await startApp({ data, profile: 'alice' });
    expect(second.url).toBe(app.url);
  });
});

/** Flips the bits of the newest row of a page's log, as a failing disk would. */
function damageLastUpdate(file: string): void {
  const database = new Database(file);
  const row = database
    .prepare(
      `SELECT doc, seq, payload FROM updates
       WHERE doc LIKE '%/page/%' ORDER BY written_at DESC, seq DESC LIMIT 1`,
    )
    .get() as { doc: string; seq: number; payload: Buffer };
  const damaged = row.payload.map((byte) => byte ^ 0xff);
  database
    .prepare('UPDATE updates SET payload = ? WHERE doc = ? AND seq = ?')
    .run(Buffer.from(damaged), row.doc, row.seq);
  database.close();
}

async function appendLine(page: Person['page'], text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(`${text}\n`);
  await expect(editor(page)).toContainText(text);
}

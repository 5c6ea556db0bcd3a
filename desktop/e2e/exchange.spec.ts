import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editor, giveName, openPage, pageTitle } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { makePicture } from './support/makePicture.ts';
import { openWindow } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { startApp } from './support/startApp.ts';
import type { RunningApp } from './support/startApp.ts';

/** Moving in, moving out, and getting back what was lost. */
test.describe.serial('import, export and backup', () => {
  const data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  let app: RunningApp;
  let alice: Person;
  let page: Page;

  test.beforeAll(async () => {
    app = await startApp({ data, profile: 'alice' });
    alice = await openWindow(app.url);
    page = alice.page;
    await giveName(page, 'Alice');
  });

  test.afterEach(async () => {
    await attachScreens(test.info(), [alice]);
  });

  test.afterAll(async () => {
    await alice.browser.close();
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('a folder of notes becomes pages, with links, pictures and a report', async () => {
    const vault = join(data, 'Trip');
    mkdirSync(vault);
    writeFileSync(
      join(vault, 'Plan.md'),
      '## Day one\n\nSee [[Packing list]] and [[Nowhere]].\n\n- [x] tickets\n- [ ] hotel\n\n![map](map.png)\n',
    );
    writeFileSync(join(vault, 'Packing list.md'), '- tent\n- 우산\n');
    writeFileSync(join(vault, 'map.png'), readFileSync(makePicture(data)));

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('import');
    await page.getByRole('option', { name: /^Import/ }).click();
    const dialog = page.getByRole('dialog');
    await checkScreen(page);
    await dialog.getByLabel('Choose a folder').setInputFiles(vault);
    await expect(dialog.getByRole('status')).toContainText('2 pages were imported');
    await expect(dialog).toContainText('1 link leads to a page that was not imported');
    await checkScreen(page);
    await dialog.getByRole('button', { name: 'Open' }).click();

    await openPage(page, 'Plan');
    await expect(editor(page)).toContainText('tickets');
    await expect
      .poll(() =>
        editor(page)
          .locator('img')
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBe(64);
    await editor(page).getByText('Packing list').click();
    await expect(pageTitle(page)).toHaveValue('Packing list');
    await expect(editor(page)).toContainText('우산');
  });

  test('a page leaves as a zip of Markdown', async () => {
    await openPage(page, 'Plan');
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^More for/ })
      .last()
      .click();
    await page.getByRole('menuitem', { name: /^Export/ }).click();
    const dialog = page.getByRole('dialog');
    await checkScreen(page);
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Save file' }).click();
    const file = await (await download).path();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    expect(statSync(file).size).toBeGreaterThan(200);
    await page.keyboard.press('Escape');
  });

  test('a backup brings everything back beside what is there', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Data' }).click();
    await dialog.getByRole('button', { name: 'Back up now' }).click();
    await expect(dialog.getByRole('status')).toContainText('The backup is complete');
    await checkScreen(page);
    await dialog
      .getByRole('button', { name: /^Restore the backup/ })
      .first()
      .click();
    await expect(dialog.getByRole('status')).toContainText('1 workspace was restored');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await openPage(page, 'Packing list');
    await expect(editor(page)).toContainText('우산');
  });
});

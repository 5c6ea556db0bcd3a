import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { generateNKeysBetween } from 'fractional-indexing';
import { connectTab } from '../src/hub/testing/connectTab.ts';
import { catalogues } from '../src/renderer/locales/catalogues.ts';
import { editor, expectStatus, giveName, newPage, openPage, pageTitle } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { makePicture } from './support/makePicture.ts';
import { openWindow } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { startApp } from './support/startApp.ts';
import type { RunningApp } from './support/startApp.ts';

const { en } = catalogues;
const manyPages = 1200;

/** One person among their pages: making, dressing, ordering, finding and throwing them away. */
test.describe.serial('pages', () => {
  const data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  let app: RunningApp;
  let alice: Person;

  const row = (name: string): Locator => alice.page.getByRole('treeitem', { name, exact: true });
  const rows = (): Promise<string[]> =>
    alice.page
      .getByRole('treeitem')
      .evaluateAll((items) =>
        items
          .toSorted(
            (one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top,
          )
          .map((item) => `${item.ariaLevel ?? ''} ${item.ariaLabel ?? ''}`),
      );
  const menu = async (name: string, item: string): Promise<void> => {
    await row(name).click({ button: 'right' });
    await alice.page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  const toast = (): Locator => alice.page.locator('[role="status"]', { hasText: /./ });

  test.beforeAll(async () => {
    app = await startApp({ data, profile: 'alice' });
    alice = await openWindow(app.url);
    await giveName(alice.page, 'Alice');
  });

  test.afterEach(async () => {
    await attachScreens(test.info(), [alice]);
  });

  test.afterAll(async () => {
    await alice.browser.close();
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('an empty page begins with a template, and only while it is empty', async () => {
    const { page } = alice;
    await newPage(page, 'Weekly sync');
    const start = page.getByRole('group', { name: en.pages.templates.label });
    await start.getByRole('button', { name: en.pages.templates.meeting }).click();
    await expect(editor(page).getByRole('heading', { name: 'Agenda' })).toBeVisible();
    await expect(pageTitle(page)).toHaveValue('Weekly sync');
    await expect(start).toBeHidden();
    await expect(row('Weekly sync')).toHaveCount(1);
  });

  test('a page gets an icon by keyboard and a cover, and keeps them', async () => {
    const { page } = alice;
    await newPage(page, 'Garden');
    await pageTitle(page).hover();
    const addIcon = page.getByRole('button', { name: /icon/i }).first();
    await addIcon.click();
    const search = page.getByRole('combobox', { name: en.pages.emoji.search });
    await expect(search).toBeFocused();
    await search.fill('로켓');
    await expect(page.getByRole('gridcell', { name: 'rocket' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Change icon 🚀' })).toBeVisible();
    await expect(row('Garden')).toContainText('🚀');

    await pageTitle(page).hover();
    await page.getByRole('button', { name: en.pages.cover.add }).click();
    const cover = page.locator('[data-color="sand"]').first();
    await expect(cover).toBeVisible();
    await cover.hover();
    await page.getByRole('button', { name: en.pages.cover.change }).click();
    const picker = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: en.pages.cover.upload }).click();
    await (await picker).setFiles(makePicture(data));
    const picture = page.getByRole('img', { name: en.pages.cover.label });
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(64);
    await page.reload();
    await expect(picture).toBeVisible();
    await expect(row('Garden')).toContainText('🚀');
    await checkScreen(page);
  });

  test('font, width and length of a page', async () => {
    const { page } = alice;
    await newPage(page, 'Notes');
    await page.keyboard.type('Three short words');
    const more = page
      .getByRole('banner')
      .or(page.locator('header'))
      .getByRole('button', { name: 'More for Notes' });
    await more.click();
    await expect(page.getByText('3 words')).toBeVisible();
    await expect(page.getByText('17 characters')).toBeVisible();
    await page.getByRole('menuitemradio', { name: en.pages.look.fonts.serif }).click();
    await page.getByRole('menuitemcheckbox', { name: en.pages.look.fullWidth }).click();
    await page.keyboard.press('Escape');
    await expect(page.locator('article')).toHaveAttribute('data-width', 'full');
    await expect
      .poll(() => editor(page).evaluate((element) => getComputedStyle(element).fontFamily))
      .toContain('serif');
  });

  test('pages are moved in the tree by keyboard, heard, and undone', async () => {
    const { page } = alice;
    for (const title of ['One', 'Two', 'Three']) await newPage(page, title);
    await row('Three').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(toast()).toContainText(['“Three” moved before “Two”']);
    await expect(row('Three')).toBeFocused();
    expect((await rows()).slice(-3)).toEqual(['1 One', '1 Three', '1 Two']);
    await page.keyboard.press('Alt+ArrowRight');
    await expect(row('Three')).toHaveAttribute('aria-level', '2');
    await expect(row('Three')).toBeFocused();
    await page.getByRole('button', { name: en.common.undo }).last().click();
    await expect(row('Three')).toHaveAttribute('aria-level', '1');
    await row('Three').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(row('Three')).toHaveAttribute('aria-level', '2');
  });

  test('pages are moved by drag: between, into, and never into themselves', async () => {
    const { page } = alice;
    await row('Two').dragTo(row('One'), { targetPosition: { x: 60, y: 2 } });
    await expect.poll(async () => (await rows()).slice(-3)).toEqual(['1 Two', '1 One', '2 Three']);
    await row('Two').dragTo(row('Three'), { targetPosition: { x: 80, y: 15 } });
    await expect(row('Two')).toHaveAttribute('aria-level', '3');
    await row('One').dragTo(row('Two'), { targetPosition: { x: 100, y: 15 } });
    await expect(row('One')).toHaveAttribute('aria-level', '1');
    await page.reload();
    await expect(row('Two')).toHaveAttribute('aria-level', '3');
  });

  test('a closed branch opens for what is held over it', async () => {
    const { page } = alice;
    await row('One').getByRole('button', { name: en.tree.collapse }).click();
    await expect(row('Three')).toBeHidden();
    await row('Notes').hover();
    await page.mouse.down();
    await dragTo(page, row('One'), { x: 90, y: 15 });
    await expect(row('Three')).toBeVisible();
    await dragTo(page, row('Welcome to Confab'), { x: 90, y: 2 });
    await page.mouse.up();
    await expect.poll(async () => (await rows())[0]).toBe('1 Notes');
    await page.getByRole('button', { name: en.common.undo }).last().click();
    await expect.poll(async () => (await rows())[0]).toBe('1 Welcome to Confab');
  });

  test('favourites are added, ordered by keyboard, and go to their page', async () => {
    const { page } = alice;
    await menu('One', en.pages.menu.addFavourite);
    await menu('Notes', en.pages.menu.addFavourite);
    const favourites = page.getByRole('list', { name: en.pages.favourites });
    await expect(favourites.getByRole('listitem')).toHaveText(['One', 'Notes']);
    await favourites.getByRole('button', { name: 'Notes', exact: true }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(favourites.getByRole('listitem')).toHaveText(['Notes', 'One']);
    await page.reload();
    await expect(favourites.getByRole('listitem')).toHaveText(['Notes', 'One']);
    await favourites.getByRole('button', { name: 'One', exact: true }).click();
    await expect(pageTitle(page)).toHaveValue('One');
  });

  test('a page is duplicated with what is below it', async () => {
    await menu('One', en.pages.menu.duplicate);
    await expect(pageTitle(alice.page)).toHaveValue('One (copy)');
    await expect(row('One (copy)')).toHaveAttribute('aria-expanded', /true|false/);
  });

  test('the trash gives pages back, and deletes for good after asking', async () => {
    const { page } = alice;
    await menu('One (copy)', en.tree.menu.trash);
    await expect(row('One (copy)')).toBeHidden();
    await page.getByRole('button', { name: en.pages.trash.title, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: en.pages.trash.title });
    await expect(dialog.getByRole('listitem')).toContainText(['with 2 pages inside']);
    await dialog.getByRole('button', { name: 'Restore One (copy)' }).click();
    await expect(dialog).toContainText(en.pages.trash.empty);
    await page.keyboard.press('Escape');
    await expect(row('One (copy)')).toBeVisible();

    await menu('One (copy)', en.tree.menu.trash);
    await page.getByRole('button', { name: en.pages.trash.title, exact: true }).click();
    await checkScreen(page);
    await dialog.getByRole('button', { name: 'Delete One (copy) for good' }).click();
    await expect(dialog).toContainText('“One (copy)” and 2 pages inside are deleted for good');
    await dialog.getByRole('button', { name: en.pages.trash.deleteForGood }).click();
    await expect(dialog).toContainText(en.pages.trash.empty);
    await page.keyboard.press('Escape');
  });

  test('an address of a page that is gone says so, with a way on', async () => {
    const { page } = alice;
    const gone = page.url().replace(/#\/([^/]+).*$/, '#/$1/no-such-page');
    await page.goto(gone);
    await expect(page.getByText(en.pages.missing.unknown)).toBeVisible();
    await page.getByRole('button', { name: en.pages.missing.toPages }).click();
    await expect(pageTitle(page)).toBeVisible();
  });

  test('the palette finds the middle of a word and two Hangul syllables, and jumps to the block', async () => {
    const { page } = alice;
    await newPage(page, 'Field trip');
    for (let line = 0; line < 60; line++) await page.keyboard.press('Enter');
    await page.keyboard.type('Bring the waterproof jackets');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('다음 주 회의 기록을 정리합니다');
    await expectStatus(page, en.status.local);
    await openPage(page, 'Notes');
    const field = page.getByRole('combobox', { name: en.searching.label });
    for (const [query, found, line] of [
      ['erproo', 'erproo', 'Bring the waterproof jackets'],
      ['기록', '기록', '다음 주 회의 기록을 정리합니다'],
    ] as const) {
      await page.keyboard.press('Control+k');
      await field.fill(query);
      const hit = page.getByRole('option', { name: line }).first();
      await expect(hit.locator('mark')).toHaveText(found);
      await hit.click();
      await expect(pageTitle(page)).toHaveValue('Field trip');
      await expect(editor(page).getByText(line)).toBeInViewport();
      await openPage(page, 'Notes');
    }
  });

  test('the palette knows recent pages and commands, by keyboard alone', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: en.searching.label });
    await expect(palette.getByRole('option').first()).toContainText('Field trip');
    await checkScreen(page);
    await page.keyboard.press('Enter');
    await expect(pageTitle(page)).toHaveValue('Field trip');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(pageTitle(page)).toHaveValue('Notes');
    await page.keyboard.press('Alt+ArrowRight');
    await expect(pageTitle(page)).toHaveValue('Field trip');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: en.searching.label }).fill('단축키');
    await page.keyboard.press('Enter');
    const overview = page.getByRole('dialog', { name: en.pages.shortcuts.title });
    await expect(overview).toBeVisible();
    await expect(overview).toContainText('Alt+↑');
    await checkScreen(page);
    await page.keyboard.press('Escape');
    await row('Notes').focus();
    await page.keyboard.press('?');
    await expect(overview).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row('Notes')).toBeFocused();
  });

  test('a page is moved to another workspace, and its old address leads on', async () => {
    const { page } = alice;
    await openPage(page, 'Notes');
    const old = page.url();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: en.searching.label }).fill(en.sidebar.addWorkspace);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('textbox').fill('Second');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /Second/ }).first()).toBeVisible();
    await page.goto(old);
    await expect(pageTitle(page)).toHaveValue('Notes');
    await menu('Notes', en.pages.menu.move);
    const dialog = page.getByRole('dialog', { name: 'Move “Notes”' });
    await dialog.getByLabel(en.pages.move.workspace, { exact: true }).first().click();
    await page.getByRole('option', { name: 'Second' }).click();
    await dialog.getByRole('option', { name: en.pages.move.top }).click();
    await expect(page.getByRole('button', { name: /Second/ }).first()).toBeVisible();
    await expect(pageTitle(page)).toHaveValue('Notes');
    const now = page.url();
    await page.goto(old);
    await expect(page).toHaveURL(now);
    await expect(pageTitle(page)).toHaveValue('Notes');
    await page
      .getByRole('button', { name: /Second/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'My workspace' }).click();
    await expect(row('Garden')).toBeVisible();
    await expect(pageTitle(page)).not.toHaveValue('Notes');
    await page.goto(now);
  });

  test('a page of a newer version can be read, and says why it cannot be edited', async () => {
    const { page } = alice;
    await openPage(page, 'Notes');
    const [, workspace = '', id = ''] = new URL(page.url()).hash.split('/');
    const tab = await connectTab(app.url);
    const content = await tab.open(`${workspace}/page/${id}`);
    await content.saved(content.edit((ydoc) => ydoc.getMap('meta').set('schemaVersion', 999)));
    tab.close();
    const notice = page.getByRole('status').filter({ hasText: en.pages.readOnly['newer-schema'] });
    await expect(notice).toBeVisible();
    await expect(pageTitle(page)).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Notes' })).toBeVisible();
    await checkScreen(page);
  });

  test(`${String(manyPages)} pages scroll with few rows drawn, and the focus is kept`, async () => {
    const { page } = alice;
    const workspace = await fillWorkspace(app.url, 'Library', manyPages);
    await page.goto(page.url().replace(/#.*$/, `#/${workspace}`));
    await expect(row('Page 0')).toBeVisible();
    await row('Page 0').focus();
    await page.keyboard.press('End');
    await expect(row(`Page ${String(manyPages - 1)}`)).toBeFocused();
    await expect(row(`Page ${String(manyPages - 1)}`)).toBeInViewport();
    expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
    await page.keyboard.press('Home');
    await expect(row('Page 0')).toBeFocused();
    for (let step = 0; step < 60; step++) {
      await page.mouse.move(100, 500);
      await page.mouse.wheel(0, 900);
      expect(await page.getByRole('treeitem').count()).toBeLessThan(80);
    }
    await expect(row(`Page ${String(manyPages - 1)}`)).toBeInViewport();
    await page.keyboard.press('ArrowDown');
    await expect(row('Page 1')).toBeFocused();
  });

  test('nothing is cut off at 200 % zoom, or by a very long title', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: en.sidebar.newPage, exact: true }).first().click();
    await expect(pageTitle(page)).toHaveValue('');
    await pageTitle(page).fill('An unusually long title '.repeat(18).trim());
    await expectNoOverflow(page, { width: 720, height: 450 });
    await expectNoOverflow(page, { width: 512, height: 400 });
    await expectNoOverflow(page, { width: 1440, height: 900 });
  });
});

async function expectNoOverflow(
  page: Page,
  viewport: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.setViewportSize(viewport);
  const overflow = page.evaluate(() => {
    const main = document.querySelector('main');
    const wide = [document.documentElement, main].filter(
      (element) => element !== null && element.scrollWidth > element.clientWidth + 1,
    );
    return wide.map((element) => element?.tagName);
  });
  expect(await overflow).toEqual([]);
}

/** Goes on with a drag in small steps, as a hand does, to a point of an element. */
async function dragTo(
  page: Page,
  target: Locator,
  point: { readonly x: number; readonly y: number },
): Promise<void> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('what is dragged to is not shown');
  await page.mouse.move(box.x + point.x - 12, box.y + point.y, { steps: 6 });
  await page.mouse.move(box.x + point.x, box.y + point.y, { steps: 6 });
}

/** A workspace with many pages, written into its index as a sync from elsewhere would. */
async function fillWorkspace(url: string, name: string, count: number): Promise<string> {
  const tab = await connectTab(url);
  const { id } = await tab.request('workspaces.create', { name });
  const index = await tab.open(`${id}/index`);
  const orders = generateNKeysBetween(null, null, count);
  const batch = index.edit((ydoc) => {
    const pages = ydoc.getMap<Y.Map<unknown>>('pages');
    for (const [at, order] of orders.entries()) {
      const entry = { parent: null, order, title: `Page ${String(at)}` };
      const rest = { icon: null, kind: 'page', trashedAt: null };
      pages.set(
        `page-${String(at).padStart(6, '0')}`,
        new Y.Map(Object.entries({ ...entry, ...rest })),
      );
    }
  });
  await index.saved(batch);
  tab.close();
  return id;
}

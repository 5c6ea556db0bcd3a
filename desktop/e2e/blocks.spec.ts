import { expect, test } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogues } from '../src/renderer/locales/catalogues.ts';
import { dropFile, editor, expectStatus, giveName, newPage, openPage } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { blockText, dropPicture, pasteInto, startLine } from './support/blocks.ts';
import { makeMedia } from './support/makeMedia.ts';
import { openWindow } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { startApp } from './support/startApp.ts';
import type { RunningApp } from './support/startApp.ts';

const words = catalogues.en.editor;

/** What a page is made of, with the keyboard: one person in two windows at one hub. */
test.describe.serial('blocks', () => {
  const data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  let app: RunningApp;
  let alice: Person;
  let other: Person;

  test.beforeAll(async () => {
    app = await startApp({ data, profile: 'alice' });
    alice = await openWindow(app.url);
    await giveName(alice.page, 'Alice');
    other = await openWindow(app.url, { colorScheme: 'dark' });
  });

  test.afterEach(async () => {
    await attachScreens(test.info(), [alice, other]);
  });

  test.afterAll(async () => {
    await alice.browser.close();
    await other.browser.close();
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('the slash menu makes callouts, equations and code', async () => {
    const { page } = alice;
    await newPage(page, 'Blocks');
    await page.keyboard.type('/callout');
    await page.getByRole('option', { name: /^Callout/ }).click();
    await page.keyboard.type('Careful');
    const sign = page.getByRole('button', { name: /kind of this callout/ });
    await sign.click();
    await expect(editor(page).locator('.cf-callout')).toHaveAttribute('data-kind', 'tip');

    await startLine(page);
    await page.keyboard.type('/equation');
    await page.getByRole('option', { name: /^Equation/ }).click();
    const source = page.getByRole('textbox', { name: words.equation.tex });
    await source.fill('\\frac{1');
    await expect(page.getByText(/Not a complete formula/)).toBeVisible();
    await source.fill('\\frac{1}{2}');
    await source.press('Enter');
    await expect(editor(page).locator('.cf-equation .katex')).toBeVisible();

    await startLine(page);
    await page.keyboard.type('```ts const answer = 42;');
    const code = editor(page).locator('[data-content-type="codeBlock"]');
    await expect(code.getByLabel(words.code.language)).toHaveValue('typescript');
    await expect(code.locator('.shiki').first()).toBeVisible();
    await expectStatus(page, 'Saved on this device');
  });

  test('a page is mentioned by half a name, shows its present title and opens', async () => {
    const { page } = alice;
    await newPage(page, '출시 계획');
    await newPage(page, 'Notes');
    await page.keyboard.type('See @출시');
    await page.getByRole('option', { name: '출시 계획' }).click();
    const mention = editor(page).locator('.cf-mention');
    await expect(mention).toHaveText('출시 계획');
    await page.keyboard.type('@tomorrow');
    await page.getByRole('option', { name: 'Tomorrow' }).click();
    await expect(mention).toHaveCount(2);
    await openPage(other.page, 'Notes');
    await expect(editor(other.page).locator('.cf-mention').nth(1)).toHaveText('Tomorrow');
    await openPage(other.page, '출시 계획');
    await other.page.getByRole('textbox', { name: catalogues.en.page.title }).fill('Launch');
    await expect(mention.first()).toHaveText('Launch');
    await mention.first().click();
    await expect(page.getByRole('textbox', { name: 'Page title' })).toHaveValue('Launch');
  });

  test('blocks are selected, moved, copied and deleted as a whole', async () => {
    const { page } = alice;
    await newPage(page, 'Order');
    await page.keyboard.type('a\nb\nc\nd');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+ArrowUp');
    await expect(editor(page).locator('.cf-selected')).toHaveCount(2);
    await expect(page.getByText('2 blocks selected')).toBeAttached();
    await page.keyboard.press('Control+Shift+ArrowUp');
    await expect.poll(() => blockText(page)).toEqual(['b', 'c', 'a', 'd']);
    await page.keyboard.press('Control+d');
    await expect.poll(() => blockText(page)).toEqual(['b', 'c', 'b', 'c', 'a', 'd']);
    await page.keyboard.press('Delete');
    await expect.poll(() => blockText(page)).toEqual(['b', 'c', 'a', 'd']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => blockText(page)).toEqual(['b', 'c', 'b', 'c', 'a', 'd']);
  });

  test('the menu of a block is used by keyboard', async () => {
    const { page } = alice;
    await newPage(page, 'Menu');
    await page.keyboard.type('first\nsecond');
    await page.keyboard.press('Control+/');
    await page.getByRole('menuitem', { name: words.menu.moveUp }).press('Enter');
    await expect.poll(() => blockText(page)).toEqual(['second', 'first']);
    await page.keyboard.press('Control+/');
    await page.getByRole('menuitem', { name: words.menu.turnInto }).press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Quote' }).press('Enter');
    await page.keyboard.type('!');
    await expect(editor(page).locator('[data-content-type="quote"]')).toHaveText('second!');
    await page.keyboard.press('Control+/');
    const copyLink = page.getByRole('menuitem', { name: words.menu.copyLink });
    await copyLink.focus();
    await expect(copyLink).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText(words.menu.copied)).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/^confab:\/\/page\/[^/]+\/[^/]+\/[^/]+$/);
  });

  test('undo takes back own edits only, also after others have written', async () => {
    const { page } = alice;
    await newPage(page, 'Undo');
    await page.keyboard.type('mine');
    await openPage(other.page, 'Undo');
    await expect(editor(other.page)).toContainText('mine');
    await editor(other.page).focus();
    await other.page.keyboard.press('Control+End');
    await other.page.keyboard.type('\ntheirs');
    await expect(editor(page)).toContainText('theirs');
    await page.keyboard.press('Control+z');
    await expect(editor(page)).not.toContainText('mine');
    await expect(editor(page)).toContainText('theirs');
    await expect(editor(other.page)).not.toContainText('mine');
    await page.keyboard.press('Control+Shift+z');
    await expect(editor(other.page)).toContainText('mine');
    await expect(editor(other.page)).toContainText('theirs');
  });

  test('Hangul is composed while another window edits the same line', async () => {
    const { page } = alice;
    await newPage(page, 'Hangul');
    await page.keyboard.type('start end');
    await openPage(other.page, 'Hangul');
    await expect(editor(other.page)).toContainText('start end');
    await page.keyboard.press('Home');
    // The other window's arrival may set the caret once more.
    await expect(async () => {
      if (((await caretOffset(page)) ?? 0) < 5) await page.keyboard.press('ArrowRight');
      expect(await caretOffset(page)).toBe(5);
    }).toPass();
    const input = await page.context().newCDPSession(page);
    await compose(input, 'ㅎ', '하');
    const composed = await page.evaluateHandle(() => window.getSelection()?.anchorNode ?? null);
    await editor(other.page).locator('.bn-block-content').first().click();
    await other.page.keyboard.press('Home');
    await other.page.keyboard.type('remote ');
    await expectStatus(other.page, 'Saved on this device');
    await expect.poll(() => blockText(other.page)).toEqual(['remote start하 end']);
    // The text node under the input method is the same, with nothing of the others in it.
    await compose(input, '한');
    const untouched = await composed.evaluate(
      (node) => node?.isConnected === true && node === window.getSelection()?.anchorNode,
    );
    expect(untouched).toBe(true);
    expect(await blockText(page)).toEqual(['start한 end']);
    await input.send('Input.insertText', { text: '한' });
    await expect.poll(() => blockText(page)).toEqual(['remote start한 end']);
    await compose(input, 'ㄱ', '그', '글');
    await input.send('Input.insertText', { text: '글' });
    for (const window of [page, other.page]) {
      await expect.poll(() => blockText(window)).toEqual(['remote start한글 end']);
    }
  });

  test('Enter within a composition does not choose from a menu', async () => {
    const { page } = alice;
    await newPage(page, 'Menu and Hangul');
    await page.keyboard.type('/');
    const input = await page.context().newCDPSession(page);
    await compose(input, 'ㅇ', '이', '인');
    await expect(page.getByRole('option', { name: /^Quote/ })).toHaveCount(0);
    await compose(input, '');
    await input.send('Input.insertText', { text: 'ㅎ' });
    await page.keyboard.press('Backspace');
    await compose(input, 'q');
    await expect(page.getByRole('option', { name: /^Quote/ })).toBeVisible();
    await input.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Process',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await expect(page.getByRole('option', { name: /^Quote/ })).toBeVisible();
    await input.send('Input.insertText', { text: 'quote' });
    await page.keyboard.press('Enter');
    await expect(editor(page).locator('[data-content-type="quote"]')).toBeVisible();
  });

  test('what Word and plain text hold is pasted as what it means', async () => {
    const { page } = alice;
    await newPage(page, 'Pasted');
    const item = (level: number, text: string): string =>
      `<p class=MsoListParagraph style='mso-list:l0 level${String(level)} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]><span style='color:red'>${text}</span></p>`;
    await pasteInto(page, {
      'text/html': `<html><body><!--StartFragment-->${item(1, 'One')}${item(2, 'Two')}<!--EndFragment--></body></html>`,
      'text/plain': '·\tOne\n·\tTwo',
    });
    const bullets = editor(page).locator('[data-content-type="bulletListItem"]');
    await expect(bullets).toHaveText(['One', 'Two']);
    await newPage(page, 'Pasted Markdown');
    await pasteInto(page, { 'text/plain': '## Head\n\n- [ ] task\n' });
    await expect(editor(page).getByRole('heading', { name: 'Head' })).toBeVisible();
    await expect(editor(page).locator('[data-content-type="checkListItem"]')).toHaveText('task');
    await newPage(page, 'Pasted link');
    await pasteInto(page, { 'text/plain': 'https://example.org/page' });
    await expect(editor(page).getByRole('link')).toHaveAttribute(
      'href',
      'https://example.org/page',
    );
    await page.getByRole('button', { name: words.link.keep }).click();
    await expect(editor(page).getByRole('link')).toBeVisible();
  });

  test('what Google Docs and Notion hold keeps its marks, lists and to-dos', async () => {
    const { page } = alice;
    await newPage(page, 'From Google Docs');
    await pasteInto(page, {
      'text/html': `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span style="font-size:16pt">Goals</span></h2><p dir="ltr"><span style="font-weight:400">ship </span><span style="font-weight:700">soon</span></p><ol><li dir="ltr" aria-level="1"><p dir="ltr"><span>one</span></p></li></ol></b>`,
      'text/plain': 'Goals\nship soon\none',
    });
    await expect(editor(page).getByRole('heading', { name: 'Goals', level: 2 })).toBeVisible();
    await expect(editor(page).locator('strong')).toHaveText('soon');
    await expect(editor(page).locator('[data-content-type="numberedListItem"]')).toHaveText('one');
    await newPage(page, 'From Notion');
    await pasteInto(page, {
      'text/html': `<!-- notionvc: 1 --><ul class="to-do-list"><li><div class="checkbox checkbox-on"></div><span class="to-do-children-checked">packed</span></li></ul>`,
      'text/plain': '- [x] packed',
    });
    const todo = editor(page).locator('[data-content-type="checkListItem"]');
    await expect(todo).toHaveText('packed');
    await expect(todo.getByRole('checkbox')).toBeChecked();
  });

  test('Ctrl+Shift+V pastes the words alone', async () => {
    const { page } = alice;
    await newPage(page, 'Words alone');
    await page.evaluate(() =>
      navigator.clipboard.write([
        new ClipboardItem({ 'text/html': '<h1>Loud</h1>', 'text/plain': 'Loud' }),
      ]),
    );
    await page.keyboard.press('Control+Shift+V');
    await expect.poll(() => blockText(page)).toEqual(['Loud']);
    await expect(editor(page).getByRole('heading')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+V');
    await expect(editor(page).getByRole('heading')).toHaveText('Loud');
  });

  test('a block is dragged to another place, and back by undo', async () => {
    const { page } = alice;
    await newPage(page, 'Dragged');
    await page.keyboard.type('one\ntwo\nthree');
    const line = (text: string) => editor(page).locator('.bn-block-content', { hasText: text });
    await line('one').hover();
    const target = await line('three').boundingBox();
    const handle = page.getByRole('button', { name: words.side.menu });
    const from = await handle.boundingBox();
    if (target === null || from === null) throw new Error('nothing to drag');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(target.x + 40, target.y + target.height / 2, { steps: 8 });
    await page.mouse.move(target.x + 40, target.y + target.height - 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => blockText(page)).toEqual(['two', 'three', 'one']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => blockText(page)).toEqual(['one', 'two', 'three']);
  });

  test('a large picture is shown by its thumbnail and opens in full size', async () => {
    const { page } = alice;
    await newPage(page, 'Pictures');
    await dropPicture(page, { width: 2400, height: 1200, name: 'wide.png' });
    const picture = editor(page).getByRole('button', { name: /wide\.png in full size/ });
    await expect.poll(() => naturalWidth(page)).toBe(2400);
    await openPage(page, 'Notes');
    await openPage(page, 'Pictures');
    await expect.poll(() => naturalWidth(page)).toBe(1200);
    await picture.press('Enter');
    const full = page.getByRole('dialog').getByRole('img', { name: 'wide.png' });
    await expect(full).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  test('a video shows its thumbnail until it is played', async () => {
    const { page } = alice;
    const file = join(data, 'clip.mp4');
    writeFileSync(file, await makeMedia('mp4', null));
    await newPage(page, 'Videos');
    await dropFile(page, file, 'video/mp4');
    const video = editor(page).locator('video');
    await expect
      .poll(() => video.evaluate((one: HTMLVideoElement) => one.videoWidth))
      .toBeGreaterThan(0);
    // It is made when the video has been seen, and shown from then on.
    await expect(async () => {
      await openPage(page, 'Notes');
      await openPage(page, 'Videos');
      await expect(video).toHaveAttribute('poster', /\/f\//, { timeout: 2000 });
    }).toPass();
  });

  test('a file over 200 MB is refused with words, and no block stays behind', async () => {
    const { page } = alice;
    await newPage(page, 'Too large');
    await dropPicture(page, { bytes: 201 * 1024 * 1024, name: 'huge.png' });
    await expect(page.getByText(catalogues.en.errors['file-too-large'])).toBeVisible();
    await expect(editor(page).locator('[data-content-type="image"]')).toHaveCount(0);
  });
});

/** How many letters of its text node are before the caret. */
function caretOffset(page: Page): Promise<number | undefined> {
  return page.evaluate(() => window.getSelection()?.anchorOffset);
}

/** Shows each text in turn as what is being composed at the cursor. */
async function compose(input: CDPSession, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await input.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
}

async function naturalWidth(page: Page): Promise<number> {
  return editor(page)
    .locator('img')
    .evaluate((image: HTMLImageElement) => image.naturalWidth);
}

import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import {
  editor,
  expectStatus,
  giveName,
  joinByLink,
  newPage,
  openPage,
  publishAndInvite,
} from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { Gathering } from './support/Gathering.ts';
import { checkScreen } from './support/checkScreen.ts';
import { caretBefore, selectWords } from './support/selectWords.ts';

/** Two people talk about a page beside it, while it goes on being written. */
test.describe.serial('comments', () => {
  const people = new Gathering();
  let anna: Page;
  let ben: Page;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('Anna comments on words and names Ben', async () => {
    ({ page: anna } = await people.start('anna'));
    await giveName(anna, 'Anna');
    await newPage(anna, 'Launch plan');
    await anna.keyboard.type('The launch is in June with everybody\nInvitations go out in May');
    const invitation = await publishAndInvite(anna, 'anna@example.org');
    await anna.keyboard.press('Escape');
    await expectStatus(anna, 'Synced');

    ({ page: ben } = await people.start('ben'));
    await giveName(ben, 'Ben');
    await joinByLink(ben, { invitation, inviter: 'Anna', email: 'ben@example.org' });
    await openPage(ben, 'Launch plan');
    await expect(editor(ben)).toContainText('everybody');

    await selectWords(anna, 'in June');
    await anna.keyboard.press('Control+Alt+m');
    await expect(box(anna, 'Write a comment')).toBeFocused();
    await anna.keyboard.type('Is this certain, @Be');
    await expect(anna.getByRole('option', { name: 'Ben' })).toBeVisible();
    await anna.keyboard.press('Enter');
    await anna.keyboard.type('?');
    await anna.keyboard.press('Enter');
    await expect(threads(anna)).toHaveCount(1);
    await expect(threads(anna)).toContainText('Is this certain, @Ben ?');
    await expectCommented(anna, /^in June$/);
    await expect(editor(anna)).toBeFocused();
  });

  test('Ben sees it beside the text, marked as new, and answers', async () => {
    await expectCommented(ben, /^in June$/);
    await ben.getByRole('button', { name: 'Comments, 1 new' }).click();
    await expect(threads(ben)).toContainText('1 new');
    await commented(ben).first().click();
    await box(ben, 'Reply').fill('Quite certain');
    await ben.keyboard.press('Enter');
    await expect(threads(anna)).toContainText('Quite certain');
    await expect(anna.getByRole('button', { name: '2 comments' })).toBeVisible();
  });

  test('it stays with its words through edits of both, a split and undo', async () => {
    await caretBefore(ben, 'The launch');
    await ben.keyboard.type('As planned: ');
    await expect(editor(anna)).toContainText(/As planned: .*The launch/);
    await caretBefore(anna, 'June');
    await anna.keyboard.type('early ');
    for (const page of [anna, ben]) await expectCommented(page, /^in early June$/);
    await caretBefore(anna, 'in early');
    await anna.keyboard.press('Enter');
    await expect(editor(ben).locator('.bn-block-content')).toHaveCount(3);
    for (const page of [anna, ben]) await expectCommented(page, /^in early June$/);
    await anna.keyboard.press('Control+z');
    await expect(editor(ben).locator('.bn-block-content')).toHaveCount(2);
    for (const page of [anna, ben]) await expectCommented(page, /^in (early )?June$/);
  });

  test('words that are deleted are said to be, and come back with an undo', async () => {
    const words = await commentedWords(anna);
    await selectWords(anna, words);
    await anna.keyboard.press('Delete');
    for (const page of [anna, ben]) {
      await expect(threads(page)).toContainText('The text was deleted');
      await expect(threads(page)).toContainText('in June');
      await expect(commented(page)).toHaveCount(0);
    }
    await anna.keyboard.press('Control+z');
    for (const page of [anna, ben]) await expectCommented(page, new RegExp(`^${words}$`));
  });

  test('one’s own comments can be edited and deleted, and deleting undone', async () => {
    await action(ben, 'Edit');
    await box(ben, 'Edit your comment').fill('Certain enough');
    await ben.keyboard.press('Enter');
    await expect(threads(anna)).toContainText('Certain enough');
    await expect(threads(anna)).toContainText('edited');
    await action(ben, 'Delete');
    await expect(threads(anna)).toContainText('This comment was deleted.');
    await ben.getByRole('button', { name: 'Undo' }).click();
    await expect(threads(anna)).toContainText('Certain enough');
  });

  test('a thread is resolved, found among the resolved ones and reopened', async () => {
    await threads(ben).getByRole('button', { name: 'Resolve' }).click();
    await expect(threads(anna)).toHaveCount(0);
    await expect(commented(anna)).toHaveCount(0);
    await anna.getByText('Resolved', { exact: true }).click();
    await threads(anna).getByRole('button', { name: 'Reopen' }).click();
    await expectCommented(ben, /June/);
  });

  test('a comment on the page, and steps between threads by keyboard', async () => {
    await anna.getByText('Open', { exact: true }).click();
    await anna.getByRole('button', { name: 'Comment on the page' }).click();
    await anna.keyboard.type('Well written');
    await anna.keyboard.press('Enter');
    await expect(threads(anna)).toHaveCount(2);
    await threads(anna).first().focus();
    await anna.keyboard.press('n');
    await expect(threads(anna).nth(1)).toBeFocused();
    await anna.keyboard.press('Escape');
    await expect(editor(anna)).toBeFocused();
    await checkScreen(anna);
  });

  test('whoever may only comment selects words of the read-only page', async () => {
    await anna.getByRole('button', { name: 'People', exact: true }).click();
    await anna.getByRole('combobox', { name: 'Role of Ben' }).click();
    await anna.getByRole('option', { name: 'Commenter' }).click();
    await expect(editor(ben)).toHaveAttribute('contenteditable', 'false');
    await expectCommented(ben, /June/);
    await selectWords(ben, 'Invitations');
    await ben.getByRole('button', { name: 'Comment', exact: true }).click();
    await box(ben, 'Write a comment').fill('By post?');
    await ben.keyboard.press('Enter');
    await expectCommented(anna, /Invitations$/);
    await caretBefore(anna, 'Invitations');
    await anna.keyboard.type('All ');
    await expectCommented(ben, /June Invitations$/);
  });

  test('Ben follows Anna from page to page until he scrolls himself', async () => {
    await ben.getByRole('button', { name: 'Follow Anna' }).click();
    await expect(ben.getByText('Following Anna')).toBeVisible();
    await openPage(anna, 'Welcome to Confab');
    await expect(ben.getByRole('heading', { name: 'Welcome to Confab' })).toBeVisible();
    await ben.keyboard.press('Escape');
    await expect(ben.getByText('Following Anna')).toBeHidden();
    await openPage(anna, 'Launch plan');
    await expect(ben.getByRole('button', { name: 'Follow Anna' })).toBeHidden();
    await expect(ben.getByRole('heading', { name: 'Welcome to Confab' })).toBeVisible();
  });
});

function threads(page: Page): Locator {
  return page
    .getByRole('complementary', { name: 'Comments' })
    .getByRole('article', { name: /^Comment by/ });
}

function commented(page: Page): Locator {
  return editor(page).locator('.cf-comment-text');
}

/** What is commented on, thread by thread, without the name tags of cursors that stand in it. */
async function commentedWords(page: Page): Promise<string> {
  return page.evaluate(() => {
    const threads = new Map<string, string>();
    for (const element of document.querySelectorAll('.bn-editor .cf-comment-text')) {
      const id = element.getAttribute('data-thread') ?? '';
      const copy = element.cloneNode(true) as Element;
      for (const cursor of copy.querySelectorAll('.bn-collaboration-cursor__base')) cursor.remove();
      threads.set(id, (threads.get(id) ?? '') + (copy.textContent ?? ''));
    }
    return [...threads.values()].join(' ');
  });
}

async function expectCommented(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => commentedWords(page), { timeout: 20_000 }).toMatch(words);
}

function box(page: Page, name: string): Locator {
  return page.getByRole('combobox', { name });
}

/** Of the menu of one's own, only comment. */
async function action(page: Page, name: string): Promise<void> {
  await threads(page).getByRole('button', { name: 'More for this comment' }).click();
  await page.getByRole('menuitem', { name }).click();
}

import { expect, test } from '@playwright/test';
import type { Browser, Locator, Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogues } from '../src/renderer/locales/catalogues.ts';
import {
  callControl,
  createAccount,
  editor,
  expectStatus,
  giveName,
  newPage,
  openPage,
  pageTitle,
} from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { launchChromium } from './support/openWindow.ts';
import { startApp } from './support/startApp.ts';
import type { RunningApp } from './support/startApp.ts';

const variants = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'ko', theme: 'light' },
  { language: 'ko', theme: 'dark' },
] as const;

const { en } = catalogues;

/** How every screen looks and answers: both languages and themes, all sizes, keyboard, mistakes. */
test.describe.serial('look and feel', () => {
  const data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  const pages: Page[] = [];
  let app: RunningApp;
  let browser: Browser;

  async function open(variant: (typeof variants)[number], url = app.url): Promise<Page> {
    const context = await browser.newContext({
      locale: variant.language === 'ko' ? 'ko-KR' : 'en-GB',
      colorScheme: variant.theme,
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      // Everything that is not named is denied, the microphone and the camera too.
      permissions: ['clipboard-write'],
    });
    const page = await context.newPage();
    pages.push(page);
    await page.goto(url);
    return page;
  }

  function english(): Page {
    const [page] = pages;
    if (page === undefined) throw new Error('no window is open');
    return page;
  }

  test.beforeAll(async () => {
    app = await startApp({ data, profile: 'alice' });
    browser = await launchChromium(['--use-fake-device-for-media-stream']);
  });

  test.afterEach(async () => {
    await attachScreens(
      test.info(),
      pages.map((page) => ({ browser, page })),
    );
  });

  test.afterAll(async () => {
    await browser.close();
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  });

  for (const variant of variants) {
    const { language, theme } = variant;
    test(`onboarding fits and is accessible: ${language}, ${theme}`, async () => {
      const page = await open(variant);
      const { onboarding } = catalogues[language];
      await expect(page.getByRole('heading', { name: onboarding.title })).toBeVisible();
      await expectVariant(page, language, theme);
      await checkScreen(page);
    });
  }

  test('a name given in one window opens the page in all', async () => {
    await giveName(english(), 'Alice');
    for (const page of pages) await expect(editor(page)).toBeVisible();
  });

  for (const [index, { language, theme }] of variants.entries()) {
    test(`page and dialogs fit and are accessible: ${language}, ${theme}`, async () => {
      const page = pages[index];
      if (page === undefined) throw new Error('the window was not opened');
      const words = catalogues[language];
      await expectVariant(page, language, theme);
      await checkScreen(page);
      const dialog = page.getByRole('dialog');
      for (const [name, show] of [
        [words.settings.title, () => page.keyboard.press('Control+,')],
        [/My workspace/, () => page.getByRole('button', { name: words.people.share }).click()],
        [words.searching.label, () => page.keyboard.press('Control+k')],
        [words.pages.shortcuts.title, () => page.getByRole('tree').press('?')],
        [
          words.pages.trash.title,
          () => page.getByRole('button', { name: words.pages.trash.title, exact: true }).click(),
        ],
      ] as const) {
        await show();
        await expect(page.getByRole('dialog', { name })).toBeVisible();
        await checkScreen(page);
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      }
    });
  }

  test('theme and language change at once, in every window', async () => {
    const page = english();
    await page.keyboard.press('Control+Shift+L');
    for (const window of pages) {
      await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    }
    await page.keyboard.press('Control+,');
    await page.getByText('한국어', { exact: true }).click();
    for (const window of pages) await expect(window.locator('html')).toHaveAttribute('lang', 'ko');
    await expect(page.getByRole('dialog', { name: catalogues.ko.settings.title })).toBeVisible();
    await page.getByText('English', { exact: true }).click();
    for (const window of pages) await expect(window.locator('html')).toHaveAttribute('lang', 'en');
    await page.keyboard.press('Escape');
    for (const window of pages.splice(1)) await window.context().close();
  });

  test('the tree of pages is used by keyboard', async () => {
    const page = english();
    await newPage(page, 'Reading list');
    await newPage(page, 'Field trip');
    const row = (name: string): Locator => page.getByRole('treeitem', { name });
    await row('Field trip').focus();
    await page.keyboard.press('ArrowUp');
    await expect(row('Reading list')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(pageTitle(page)).toHaveValue('Reading list');
    await row('Reading list').focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Books to read');
    await page.keyboard.press('Enter');
    await expect(row('Books to read')).toBeFocused();
    await expect(pageTitle(page)).toHaveValue('Books to read');
    await page.keyboard.press('Home');
    await expect(row('Welcome to Confab')).toBeFocused();
  });

  test('a time of day is no emoji: Enter after it begins a line', async () => {
    const page = english();
    await openPage(page, 'Field trip');
    await editor(page).focus();
    await page.keyboard.type('Bus leaves at 8:30\nBring water');
    const lines = editor(page).locator('[data-content-type="paragraph"]');
    await expect(lines.first()).toHaveText('Bus leaves at 8:30');
    await expect(lines.nth(1)).toHaveText('Bring water');
    await page.keyboard.type(' :smile');
    await expect(page.getByRole('grid')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  test('shortcuts, skip link and Esc work, and no focus is lost', async () => {
    const page = english();
    const sidebar = page.getByRole('navigation', { name: en.app.landmarks.sidebar });
    await page.keyboard.press('Control+\\');
    await expect(sidebar).toBeHidden();
    await page.keyboard.press('Control+\\');
    await expect(sidebar).toBeVisible();

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: en.searching.label }).fill('field');
    await page.keyboard.press('Enter');
    await expect(pageTitle(page)).toHaveValue('Field trip');

    const share = page.getByRole('button', { name: en.people.share });
    await share.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByLabel(en.people.connect.email)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(share).toBeFocused();

    await sidebar.getByRole('button').first().focus();
    await page.keyboard.press('Shift+Tab');
    const skip = page.getByRole('link', { name: en.app.skipToPage });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await expect(pageTitle(page)).toHaveValue('Field trip');
  });

  test('what is wrong about an account is said at its field', async () => {
    const page = english();
    await page.getByRole('button', { name: en.people.share }).click();
    const dialog = page.getByRole('dialog');
    const address = dialog.getByLabel(en.people.connect.address);
    const own = await address.inputValue();
    await address.fill('http://127.0.0.1:1');
    await createAccount(page, 'alice@example.org');
    await expect(address).toHaveAccessibleDescription(en.errors['server-unreachable']);
    await address.fill(own);
    const email = dialog.getByLabel(en.people.connect.email);
    await occupy(own, 'taken@example.org');
    await createAccount(page, 'taken@example.org');
    await expect(email).toHaveAccessibleDescription(en.errors['email-taken']);
    await createAccount(page, 'alice@example.org');
    await dialog.getByRole('button', { name: en.people.publish.action }).click();
    await expect(dialog.getByRole('button', { name: en.people.invite.create })).toBeVisible();
    await page.keyboard.press('Escape');
    await expectStatus(page, en.status.synced);

    await chooseInWorkspaceMenu(page, en.sidebar.connect);
    await createAccount(page, 'alice@example.org');
    await expect(email).toHaveAccessibleDescription(en.people.connect.haveOne);
    await dialog.getByText(en.people.connect.signInTab, { exact: true }).click();
    const secret = dialog.getByLabel(en.people.connect.password, { exact: true });
    await secret.fill('not the password');
    await dialog.getByRole('button', { name: en.people.connect.signIn }).click();
    await expect(secret).toHaveAccessibleDescription(en.errors['wrong-credentials']);
    await page.keyboard.press('Escape');
  });

  test('an invitation that does not work says so', async () => {
    const page = english();
    await chooseInWorkspaceMenu(page, en.sidebar.join);
    const link = page.getByRole('dialog').getByLabel(en.people.join.link);
    const check = page.getByRole('button', { name: en.people.join.check });
    for (const [typed, answer] of [
      ['lunch at noon?', en.errors['invitation-invalid']],
      [`http://127.0.0.1:1/i/${'a'.repeat(22)}`, en.errors['server-unreachable']],
    ] as const) {
      await link.fill(typed);
      await check.click();
      await expect(link).toHaveAccessibleDescription(new RegExp(`^${answer}`));
    }
    await page.keyboard.press('Escape');
  });

  test('without microphone and camera one joins a call and is told', async () => {
    const page = english();
    await openPage(page, 'Field trip');
    await page.getByRole('button', { name: en.calls.call, exact: true }).click();
    await expect(page.getByText(en.calls.prejoin.problems.bothDenied)).toBeVisible();
    await checkScreen(page);
    await page.getByRole('button', { name: en.calls.prejoin.start }).click();
    await expect(page.getByText(en.calls.notices.bothDenied)).toBeVisible();
    await expect(callControl(page, en.calls.controls.noMicrophone)).toBeVisible();
    await expect(callControl(page, en.calls.controls.noCamera)).toBeVisible();
    const people = page.getByRole('group', { name: en.calls.people });
    await expect(people.getByRole('listitem')).toContainText('Alice');
    await checkScreen(page);
    await callControl(page, en.calls.controls.leave).click();
    await expect(people).toBeHidden();
  });

  test('an address with a wrong key says what to do', async () => {
    const page = await open(variants[0], app.url.replace(/token=.*$/, 'token=wrong'));
    await expect(page.getByText(en.app.hub.unauthenticated)).toBeVisible();
    await checkScreen(page);
  });
});

async function expectVariant(page: Page, language: string, theme: string): Promise<void> {
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', language);
  await expect(html).toHaveAttribute('data-mantine-color-scheme', theme);
}

async function chooseInWorkspaceMenu(page: Page, item: string): Promise<void> {
  const sidebar = page.getByRole('navigation', { name: en.app.landmarks.sidebar });
  await sidebar.getByRole('button', { name: en.sidebar.workspace }).first().click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Somebody else has an account with this address already. */
async function occupy(server: string, email: string): Promise<void> {
  const person = randomBytes(16).toString('base64url');
  const account = { name: 'Tom', email, password: 'long enough', person, device: 'Laptop' };
  const answer = await fetch(`${server}/api/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  expect(answer.status).toBe(201);
}

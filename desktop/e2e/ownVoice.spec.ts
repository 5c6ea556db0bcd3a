import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callControl, enterCall, importSpeechModel, leaveCall } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import { fixtures } from './support/openWindow.ts';
import { recordSentences } from './support/recording.ts';
import { shareWorkspace } from './support/sharedWorkspace.ts';

/** One's own voice in a call is kept only if one asks, and can be heard along with the minutes. */
test.describe.serial('own voice', () => {
  const people = new Gathering();
  const folder = mkdtempSync(join(tmpdir(), 'confab-voice-'));
  const { file } = recordSentences(folder, { silentSeconds: 20, count: 3 });
  let page: Page;

  test.afterEach(() => attachScreens(test.info(), people.windows));

  test.afterAll(async () => {
    await people.end();
    rmSync(folder, { recursive: true, force: true });
  });

  test('it is kept from when one asks for it, and one is shown so', async () => {
    ({
      person: { page },
    } = await shareWorkspace(people, 'Alice', 'Plan', { speech: file }));
    await importSpeechModel(page, join(fixtures, 'whisper-mini'));
    await enterCall(page);
    await callControl(page, 'Stop camera').click();
    await callControl(page, 'Transcribe').click();
    await callControl(page, /^More/).click();
    const keep = page.getByRole('menuitemcheckbox', { name: /^Keep the sound of my voice/ });
    await expect(keep).not.toBeChecked();
    await expect(keep).toContainText('kept in a file beside it');
    await keep.click();
    await page.keyboard.press('Escape');
    await expect(page.getByTitle('Your voice is kept')).toBeVisible();
    await checkScreen(page);
    const captions = page.getByRole('log', { name: 'Captions' });
    await expect(captions).toContainText('Alice', { timeout: 90_000 });
  });

  test('it plays along with what one said', async () => {
    await leaveCall(page);
    const minutes = page.getByRole('treeitem', { name: /^Minutes – Plan/ });
    await minutes.click();
    const player = page.getByRole('group', { name: 'Player' });
    await expect(player).toBeVisible();
    const words = page.locator('[data-word-at]');
    await expect(words.nth(1)).toBeVisible();
    await words.nth(1).click();
    const lit = page.locator('[data-word-at][data-playing]').first();
    const from = Number(await words.nth(1).getAttribute('data-word-at'));
    await expect
      .poll(async () => Number(await lit.getAttribute('data-word-at')))
      .toBeGreaterThanOrEqual(from);
    await expect(player.getByRole('alert')).toBeHidden();
  });
});

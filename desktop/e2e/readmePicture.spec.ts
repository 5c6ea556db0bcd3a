import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFixture } from '../src/transcriber/speechFixtures.ts';
import {
  callControl,
  editor,
  enterCall,
  expectStatus,
  giveName,
  importSpeechModel,
  joinByLink,
  newPage,
  openPage,
  publishAndInvite,
} from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { drawCamera } from './support/drawCamera.ts';
import { fixtures, openWindow } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { recordPieces, sampleRate } from './support/recording.ts';
import { startApp } from './support/startApp.ts';
import type { RunningApp } from './support/startApp.ts';

const picture = fileURLToPath(new URL('../../docs/images/confab.png', import.meta.url));

/** The picture in the README, taken from the running app: `npm run picture`. */
test.describe('the picture in the README', () => {
  const data = mkdtempSync(join(tmpdir(), 'confab-e2e-'));
  const apps: RunningApp[] = [];
  const windows: Person[] = [];

  async function start(profile: string, media: Parameters<typeof openWindow>[1]): Promise<Page> {
    const app = await startApp({ data, profile });
    apps.push(app);
    const person = await openWindow(app.url, media);
    windows.push(person);
    return person.page;
  }

  test.afterEach(async () => {
    await attachScreens(test.info(), windows);
    for (const { browser } of windows) await browser.close();
    for (const app of apps.reverse()) await app.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test('shows a page with a call docked above it and captions running', async () => {
    const anna = await start('anna', {
      speech: recordSpeech(data),
      camera: await drawCamera(data, 'anna'),
    });
    await giveName(anna, 'Anna');
    await importSpeechModel(anna, join(fixtures, 'whisper-mini'));
    await nameWorkspace(anna, 'Studio North');
    for (const title of ['Reading list', 'Budget 2027', 'Dashboard release']) {
      await newPage(anna, title);
    }
    await writePlan(anna);
    const invitation = await publishAndInvite(anna, 'anna@example.org');
    await anna.keyboard.press('Escape');
    await expectStatus(anna, 'Synced');

    const ben = await start('ben', { camera: await drawCamera(data, 'ben') });
    await giveName(ben, 'Ben');
    await joinByLink(ben, { invitation, inviter: 'Anna', email: 'ben@example.org' });
    await openPage(ben, 'Dashboard release');
    await expect(editor(ben)).toContainText('Monday morning');

    await enterCall(anna);
    await ben.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    await callControl(anna, 'Transcribe').click();
    await anna.mouse.move(0, 0);
    const people = anna.getByRole('group', { name: 'People in the call' });
    await expect(people.locator('video')).toHaveCount(2);

    const captions = anna.getByRole('log', { name: 'Captions' });
    await expect(captions).toContainText('simplify the dashboard.', {
      timeout: 60_000,
    });
    await expect(anna.getByText('Transcribing on this device')).toBeVisible();
    await editor(ben).getByText('Who answers mail on Monday morning?').click();
    await ben.keyboard.press('End');
    await ben.keyboard.type(' I can.');
    await expect(editor(anna)).toContainText('Monday morning? I can.');
    await expectStatus(anna, 'Synced');

    mkdirSync(dirname(picture), { recursive: true });
    await anna.screenshot({ path: picture, animations: 'disabled', caret: 'hide' });
  });
});

/** Silence while the call is being set up, then a few sentences that fit the page. */
function recordSpeech(folder: string): string {
  const dialogue = readFixture('dialogue-alice.wav');
  return recordPieces(folder, 'speech', [
    new Float32Array(14 * sampleRate),
    readFixture('en-05.wav'),
    new Float32Array(sampleRate),
    dialogue.subarray(34.9 * sampleRate, 38.2 * sampleRate),
    new Float32Array(sampleRate),
    readFixture('en-03.wav'),
    new Float32Array(sampleRate),
  ]);
}

async function nameWorkspace(page: Page, name: string): Promise<void> {
  await page
    .getByRole('button', { name: /workspace/i })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Rename workspace' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

async function writePlan(page: Page): Promise<void> {
  const { keyboard } = page;
  await keyboard.type('The new dashboard goes live on Sunday evening, in both languages.\n');
  await keyboard.type('## This week\n');
  await keyboard.type('[x] Agree on the three figures at the top\n');
  await keyboard.type('Draft the announcement\n');
  await keyboard.type('Simplify the order form\n');
  await keyboard.type('Publish, Sunday by 18:30 at the latest\n\n');
  await keyboard.type('## Still open\n');
  await keyboard.type('- Do we keep the old address for a month?\n');
  await keyboard.type('Who answers mail on Monday morning?');
  await editor(page).getByRole('checkbox').nth(1).check();
}

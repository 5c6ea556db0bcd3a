import { expect, test } from '@playwright/test';
import { join } from 'node:path';
import {
  callControl,
  dropFile,
  editor,
  enterCall,
  expectStatus,
  giveName,
  importSpeechModel,
  joinByLink,
  leaveCall,
  newPage,
  openPage,
  pageTitle,
  password,
  publishAndInvite,
} from './support/actions.ts';
import { stopSyncServer } from './support/localServers.ts';
import { openWithStockClient } from './support/stockYjsClient.ts';
import { attachScreens } from './support/attachScreens.ts';
import { Gathering } from './support/Gathering.ts';
import { makePicture } from './support/makePicture.ts';
import { expectMediaFlows } from './support/media.ts';
import { fixtures } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { recordSentences } from './support/recording.ts';
import { wordErrorRate } from '../src/transcriber/wordErrorRate.ts';

const spoken = join(fixtures, 'speech', 'dialogue-alice.wav');

/** Three people on one machine: they share a workspace, write, call, and read what was said. */
test.describe.serial('together', () => {
  const people = new Gathering();
  const recording = recordSentences(people.data, { silentSeconds: 25, count: 5 });
  let alice: Person;
  let bob: Person;
  let invitation = '';

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('Alice publishes her workspace and copies an invitation', async () => {
    alice = await people.start('alice', { speech: spoken });
    const { page } = alice;
    await giveName(page, 'Alice');
    await newPage(page, 'Launch plan');
    await page.keyboard.type('Written by Alice alone\n');
    await dropFile(page, makePicture(people.data), 'image/png');
    await expect(editor(page).locator('img')).toBeVisible();

    invitation = await publishAndInvite(page, 'alice@example.org');
    expect(invitation).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/i\/[\w-]+$/);
    await page.getByRole('dialog').getByRole('button', { name: 'Copy link' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(invitation);
    await page.keyboard.press('Escape');
    await expectStatus(page, 'Synced');
  });

  test('the invitation opened in a browser says who invites to what', async () => {
    const page = await alice.page.context().newPage();
    await page.goto(invitation);
    await expect(page.getByText('Alice')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open in the app' })).toHaveAttribute(
      'href',
      /^confab:\/\/join\?link=/,
    );
    await page.close();
  });

  test('Bob joins by the link and sees the page with its image', async () => {
    bob = await people.start('bob');
    await giveName(bob.page, 'Bob');
    await joinByLink(bob.page, { invitation, inviter: 'Alice', email: 'bob@example.org' });
    await openPage(bob.page, 'Launch plan');
    await expect(editor(bob.page)).toContainText('Written by Alice alone');
    await expect
      .poll(() =>
        editor(bob.page)
          .locator('img')
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBe(64);
  });

  test('both write in one page and see each other’s cursor', async () => {
    await type(bob, 'Bob was here');
    await expect(editor(alice.page)).toContainText('Bob was here');
    await type(alice, 'Alice answers');
    await expect(editor(bob.page)).toContainText('Alice answers');
    await expect(
      bob.page.locator('.bn-collaboration-cursor__label', { hasText: 'Alice' }),
    ).toBeAttached();
  });

  test('a stock y-websocket client edits together with the app', async () => {
    const [, workspace = '', page = ''] = new URL(alice.page.url()).hash.split('/');
    const account = { email: 'bob@example.org', password };
    const stock = await openWithStockClient(
      new URL(invitation).origin,
      { workspace, page },
      account,
    );
    stock.write('from a stock client');
    await expect(editor(alice.page)).toContainText('from a stock client');
    await type(alice, 'to a stock client');
    await expect
      .poll(() => stock.doc.getXmlFragment('blocks').toString())
      .toContain('to a stock client');
    stock.close();
  });

  test('both go on while the server is down, and agree when it is back', async () => {
    const restart = stopSyncServer(people.data);
    await expectStatus(alice.page, /Offline/);
    await expectStatus(bob.page, /Offline/);
    await type(alice, 'alone: Alice');
    await type(bob, 'alone: Bob');
    await expectStatus(alice.page, /Offline · \d+ changes? waiting/);
    restart();
    await expectStatus(alice.page, 'Synced');
    await expectStatus(bob.page, 'Synced');
    for (const person of [alice, bob]) {
      await expect(editor(person.page)).toContainText('alone: Alice');
      await expect(editor(person.page)).toContainText('alone: Bob');
    }
    expect(await words(alice)).toEqual(await words(bob));
  });

  test('Alice calls, Bob’s app rings, he accepts, both see and hear each other', async () => {
    await enterCall(alice.page);
    const card = bob.page.getByRole('alertdialog', { name: 'Alice is calling' });
    await expect(card).toContainText('Launch plan');
    await card.getByRole('button', { name: 'Accept' }).click();
    await expectMediaFlows(alice.page);
    await expectMediaFlows(bob.page);
    // The page stays where it is and can be written in during the call.
    await type(bob, 'written in the call');
    await expect(editor(alice.page)).toContainText('written in the call');
  });

  test('mute and camera off reach the other side', async () => {
    await callControl(bob.page, 'Mute').click();
    await expect(tile(alice, 'Bob').getByRole('img', { name: 'Muted' })).toBeVisible();
    await callControl(bob.page, 'Stop camera').click();
    await expect(tile(alice, 'Bob').locator('video')).toHaveCount(0);
    await callControl(bob.page, 'Unmute').click();
    await callControl(bob.page, 'Start camera').click();
    await expectMediaFlows(alice.page);
  });

  test('Carol joins late and receives both', async () => {
    const carol = await people.start('carol');
    await giveName(carol.page, 'Carol');
    await joinByLink(carol.page, { invitation, inviter: 'Alice', email: 'carol@example.org' });
    await openPage(carol.page, 'Launch plan');
    await enterCall(carol.page);
    await expect(tile(carol, 'Alice').locator('video')).toBeVisible();
    await expect(tile(carol, 'Bob').locator('video')).toBeVisible();
    await expectMediaFlows(carol.page);
    await expect(tile(alice, 'Carol')).toBeVisible();
    await leaveCall(carol.page);
    await expect(tile(alice, 'Carol')).toHaveCount(0);
    await carol.browser.close();
  });

  test('what Alice says is captioned in both windows, made on her machine', async () => {
    await leaveCall(alice.page);
    await leaveCall(bob.page);
    await alice.browser.close();
    alice = await people.openAgain('alice', { speech: recording.file });
    await openPage(alice.page, 'Launch plan');
    await importSpeechModel(alice.page, join(fixtures, 'whisper-mini'));

    // The call everybody just left goes on for a moment: entering it alone rings the others again.
    await enterCall(alice.page);
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    // Words are at stake here: two software encoders would take the cores that Whisper needs.
    for (const { page } of [alice, bob]) await callControl(page, 'Stop camera').click();
    await callControl(alice.page, 'Transcribe').click();
    await expect(bob.page.getByText('Transcribing · started by Alice')).toBeVisible();
    for (const { page } of [alice, bob]) {
      const captions = page.getByRole('log', { name: 'Captions' });
      await expect(captions).toContainText('Alice', { timeout: 60_000 });
      await expect(captions).toContainText(/network/i);
    }
  });

  test('after the call there is one page of minutes with who said what', async () => {
    const lastWords = recording.sentences.at(-1)?.split(' ').at(-1) ?? '';
    await expect(bob.page.getByRole('log', { name: 'Captions' })).toContainText(lastWords, {
      timeout: 60_000,
    });
    await leaveCall(alice.page);
    await leaveCall(bob.page);
    const minutes = bob.page.getByRole('treeitem', { name: /^Minutes – Launch plan/ });
    await expect(minutes).toHaveCount(1);
    await minutes.click();
    const lines = bob.page.locator('[data-utterance]');
    // A sentence may be two lines where the speaker paused; the words and their order are what counts.
    await expect
      .poll(async () => {
        const heard = await lines.locator('[data-words]').allInnerTexts();
        return wordErrorRate(recording.sentences.join(' '), heard.join(' '));
      })
      .toBeLessThanOrEqual(0.05);
    for (const line of await lines.all()) {
      await expect(line).toContainText('Alice');
      await expect(line.locator('time')).toHaveText(/^\d+:\d\d$/);
    }
  });

  test('once the room is empty the minutes sum up, and each point leads to its words', async () => {
    const { page } = bob;
    await expect(editor(page).getByRole('heading', { name: 'Summary' })).toBeVisible({
      timeout: 90_000,
    });
    const [point] = await editor(page).getByRole('link').all();
    if (point === undefined) throw new Error('no point leads anywhere');
    await point.click();
    const line = page.locator('[data-utterance]:focus');
    await expect(line).toContainText('Alice');
    await expect(line).toBeInViewport();
    await openPage(alice.page, (await pageTitle(page).inputValue()) || 'Minutes');
    await expect(editor(alice.page).getByRole('heading', { name: 'Summary' })).toHaveCount(1);
  });
});

function tile(person: Person, name: string) {
  return person.page
    .getByRole('group', { name: 'People in the call' })
    .getByRole('listitem')
    .filter({ hasText: name });
}

async function type(person: Person, text: string): Promise<void> {
  await editor(person.page).focus();
  await person.page.keyboard.press('Control+End');
  await person.page.keyboard.type(`${text}\n`);
}

/** The text of each block, without the names of other people's cursors. */
async function words(person: Person): Promise<string[]> {
  return editor(person.page)
    .locator('.bn-inline-content')
    .evaluateAll((blocks) =>
      blocks.map((block) => {
        const copy = block.cloneNode(true) as HTMLElement;
        for (const cursor of copy.querySelectorAll('[class*="collaboration-cursor"]')) {
          cursor.remove();
        }
        return copy.textContent;
      }),
    );
}

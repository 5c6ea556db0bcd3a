import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { readFixture } from '../src/transcriber/speechFixtures.ts';
import { callControl, enterCall, importSpeechModel, leaveCall } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import { fixtures } from './support/openWindow.ts';
import type { Person } from './support/openWindow.ts';
import { recordPieces, sampleRate } from './support/recording.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/**
 * What each says over and over, and words that nobody else says: not all of them come through where
 * several browsers and models share a busy machine.
 */
const sayings = {
  // The fourth question is about the public payment.
  Alice: { file: 'en-05.wav', word: /fourth|question|payment/i },
  // We need to simplify the private package next week.
  Bob: { file: 'en-11.wav', word: /need|simplify|package|week/i },
  // About one hundred percent of the teachers are full.
  Carol: { file: 'en-10.wav', word: /hundred|percent|teachers/i },
} as const;
type Name = keyof typeof sayings;

/** Who is written down where: each is asked, may decline, and may be helped out by somebody else. */
test.describe.serial('consent', () => {
  const people = new Gathering();
  const voices = {
    Alice: voiceOf(people.data, 'Alice', 0),
    Bob: voiceOf(people.data, 'Bob', 3),
    Carol: voiceOf(people.data, 'Carol', 6),
  };
  let alice: Person;
  let bob: Person;
  let carol: Person;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('Alice starts, Bob is told, and that nothing of his is written without a model', async () => {
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan', { speech: voices.Alice });
    alice = shared.person;
    await importSpeechModel(alice.page, join(fixtures, 'whisper-mini'));
    await joinWorkspace(people, 'Bob', shared.workspace);
    const carolBefore = await joinWorkspace(people, 'Carol', shared.workspace);
    // Windows that speak, in place of those they joined with.
    await people.windows[1]?.browser.close();
    bob = await people.openAgain('bob', { speech: voices.Bob });
    await bob.page.getByRole('treeitem', { name: 'Launch plan' }).click();
    await enterCall(alice.page);
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    // She comes by herself, later.
    await carolBefore.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Decline' })
      .click();
    await carolBefore.browser.close();
    // Words are at stake here: software encoders would take the cores that Whisper needs.
    for (const { page } of [alice, bob]) await callControl(page, 'Stop camera').click();
    await callControl(alice.page, 'Transcribe').click();

    await expect(mark(bob.page)).toContainText('started by Alice');
    await expect(
      bob.page.getByRole('status').filter({ hasText: 'Alice started transcription.' }),
    ).toContainText('there is no speech model on this device');
    await expect(mark(alice.page)).toBeVisible();
    await expect(button(alice.page, 'OK')).toHaveCount(0);
    await expectPlace(alice.page, 'Alice', 'On this device · whisper-mini');
    await expectPlace(bob.page, 'Alice', 'On their own device · whisper-mini');
    await expectPlace(bob.page, 'Bob', 'Nowhere: no speech model yet');
  });

  test('Bob asks, Alice offers, he accepts, and his words appear under his name', async () => {
    await button(bob.page, 'Ask to be transcribed').click();
    await expect(
      alice.page.getByText('Bob has no speech model and asks to be transcribed.'),
    ).toBeVisible();
    await button(alice.page, 'Transcribe on my device').click();
    await expectPlace(alice.page, 'Bob', 'Your offer waits for an answer');
    await button(bob.page, 'Accept').click();
    await expectPlace(bob.page, 'Bob', 'By Alice, on their device');
    await expectPlace(alice.page, 'Bob', 'By you, on this device');
    for (const { page } of [alice, bob]) {
      await expectCaption(page, 'Bob');
      await expectCaption(page, 'Alice');
    }
  });

  test('Carol, who comes late, sees that it is on, who is written down where, and what was said', async () => {
    carol = await people.openAgain('carol', { speech: voices.Carol });
    const { page } = carol;
    await page.getByRole('treeitem', { name: /^Launch plan/ }).click();
    await enterCall(page);
    await callControl(page, 'Stop camera').click();
    await expect(mark(page)).toContainText('started by Alice');
    await expect(page.getByText('Alice started transcription.')).toBeVisible();
    await expectPlace(page, 'Alice', 'On their own device · whisper-mini');
    await expectPlace(page, 'Bob', 'By Alice, on their device');
    await expectPlace(page, 'Carol', 'Nowhere: no speech model yet');
    await page.getByRole('button', { name: 'Open minutes' }).click();
    await expect(lines(page).filter({ hasText: sayings.Bob.word }).first()).toBeVisible();
    await expectAttributed(page, ['Alice', 'Bob']);
  });

  test('captions go off and on with a key, and stay so', async () => {
    const { page } = alice;
    const captions = page.getByRole('log', { name: 'Captions' });
    await callControl(page, 'Leave').focus();
    await page.keyboard.press('c');
    await expect(captions).toBeHidden();
    await page.reload();
    await page.getByRole('treeitem', { name: /^Launch plan/ }).click();
    await enterCall(page);
    await callControl(page, 'Stop camera').click();
    await expectCaption(bob.page, 'Alice');
    await expect(captions).toBeHidden();
    await callControl(page, 'Leave').focus();
    await page.keyboard.press('c');
    await expectCaption(page, 'Alice');
  });

  test('the details fit every window and everybody', async () => {
    await mark(alice.page).click();
    await expect(details(alice.page)).toBeVisible();
    await checkScreen(alice.page);
    await alice.page.keyboard.press('Escape');
    await expect(mark(alice.page)).toBeFocused();
    await checkScreen(carol.page);
  });

  test('Bob gets a model: his device takes over; what Alice wrote stays', async () => {
    await importSpeechModel(bob.page, join(fixtures, 'whisper-mini'));
    await expectPlace(alice.page, 'Bob', 'On their own device · whisper-mini');
    await expectPlace(bob.page, 'Bob', 'On this device · whisper-mini');
    await expect(lines(carol.page).filter({ hasText: sayings.Bob.word }).first()).toBeVisible();
    await leaveCall(alice.page);
    await leaveCall(bob.page);
    await leaveCall(carol.page);
  });

  test('Bob declines at once: none of his words appear, and everybody sees it', async () => {
    await importSpeechModel(carol.page, join(fixtures, 'whisper-mini'));
    await alice.page.getByRole('treeitem', { name: /^Launch plan/ }).click();
    // The call they left is over: in the next one nobody was told anything yet.
    const call = button(alice.page, 'Call');
    await expect(call).toBeVisible({ timeout: 60_000 });
    await enterCall(alice.page);
    for (const { page } of [bob, carol]) {
      await page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    }
    for (const { page } of [alice, bob, carol]) await callControl(page, 'Stop camera').click();
    await callControl(alice.page, 'Transcribe').click();
    await expect(bob.page.getByText('Your words are written down on this device.')).toBeVisible();
    await button(bob.page, "Don't transcribe me").click();
    await expectPlace(bob.page, 'Bob', /^Declined at/);
    await expectPlace(alice.page, 'Bob', /^Declined at/);
    await button(carol.page, 'OK').click();
    await alice.page.getByRole('button', { name: 'Open minutes' }).click();
    for (const name of ['Alice', 'Carol'] as const) {
      const said = lines(alice.page).filter({ hasText: sayings[name].word });
      await expect.poll(() => said.count(), { timeout: 120_000 }).toBeGreaterThan(1);
    }
    await expect(lines(alice.page).filter({ hasText: sayings.Bob.word })).toHaveCount(0);
    await expect(alice.page.getByText('Bob: declined')).toBeAttached();
  });

  test('he changes his mind; three voices, and every line is under the right name', async () => {
    await mark(bob.page).click();
    await details(bob.page).getByRole('button', { name: 'Transcribe me again' }).click();
    await bob.page.keyboard.press('Escape');
    for (const name of ['Alice', 'Bob', 'Carol'] as const) {
      const said = lines(alice.page).filter({ hasText: sayings[name].word });
      await expect.poll(() => said.count(), { timeout: 120_000 }).toBeGreaterThan(1);
    }
    await expectAttributed(alice.page, ['Alice', 'Bob', 'Carol']);
  });
});

/** Says the same for minutes, `shift` seconds after the others, with pauses to tell lines apart. */
function voiceOf(folder: string, name: Name, shift: number): string {
  const said = readFixture(sayings[name].file);
  const pause = new Float32Array(7 * sampleRate);
  const rounds = Array.from({ length: 60 }, () => [said, pause]).flat();
  return recordPieces(folder, `voice-of-${name}`, [
    new Float32Array((1 + shift) * sampleRate),
    ...rounds,
  ]);
}

function mark(page: Page): Locator {
  return page.getByRole('button', { name: /^Transcribing/ });
}

function details(page: Page): Locator {
  return page.getByRole('dialog', { name: /^Transcribing/ });
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** Opens the details, looks where somebody's words go, and closes them. */
async function expectPlace(page: Page, name: Name, where: string | RegExp): Promise<void> {
  await mark(page).click();
  const person = details(page).getByRole('listitem').filter({ hasText: name });
  const text = person.getByText(where);
  await expect(text).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details(page)).toBeHidden();
}

/** Something somebody says is shown under their name. */
async function expectCaption(page: Page, name: Name): Promise<void> {
  const captions = page.getByRole('log', { name: 'Captions' }).locator('p');
  const theirs = captions.filter({ has: page.getByText(name, { exact: true }) });
  const said = theirs.filter({ hasText: sayings[name].word });
  await expect(said.first()).toBeVisible({ timeout: 90_000 });
}

function lines(page: Page): Locator {
  return page.locator('[data-utterance]');
}

/** Every line that says one's word is under their name, and under nobody else's. */
async function expectAttributed(page: Page, names: readonly Name[]): Promise<void> {
  for (const name of names) {
    const said = lines(page).filter({ hasText: sayings[name].word });
    await expect(said.first()).toBeVisible();
    const texts = await said.allTextContents();
    expect(texts.filter((text) => !text.includes(name))).toEqual([]);
    const others = names.filter((other) => other !== name);
    expect(texts.filter((text) => others.some((other) => text.includes(other)))).toEqual([]);
  }
}

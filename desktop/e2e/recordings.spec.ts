import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFixture, speech } from '../src/transcriber/speechFixtures.ts';
import { wordErrorRate } from '../src/transcriber/wordErrorRate.ts';
import { giveName, importSpeechModel, openPage, pageTitle } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import { makeMedia, stereoWav } from './support/makeMedia.ts';
import { fixtures } from './support/openWindow.ts';
import { sampleRate } from './support/recording.ts';

const sentences = speech.singles.filter(({ language }) => language === 'en');
const [first, second] = sentences;
if (first === undefined || second === undefined) throw new Error('the fixtures are not there');

/** A file as it is dropped or chosen. */
interface MediaFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const people = new Gathering();

/** Files with speech become pages of minutes, and their sound plays along. */
test.describe.serial('recordings', () => {
  let page: Page;

  test.beforeAll(async () => {
    ({ page } = await people.start('alice'));
    await giveName(page, 'Alice');
  });

  test.afterEach(() => attachScreens(test.info(), people.windows));

  test.afterAll(() => people.end());

  test('without a speech model the dialog leads to one', async () => {
    await openDialog(page);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('status')).toContainText('no speech model');
    await dialog.getByRole('button', { name: 'Get a speech model' }).click();
    await expect(page.getByRole('tab', { name: 'Speech', selected: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await importSpeechModel(page, join(fixtures, 'whisper-mini'));
  });

  test('a file dropped on the pages becomes a page with its words and times', async () => {
    await dropOnPages(page, {
      name: 'Interview.wav',
      mimeType: 'audio/wav',
      buffer: readFileSync(join(fixtures, 'speech', 'long.wav')),
    });
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('list', { name: 'Files to transcribe' })).toContainText(
      'Interview.wav',
    );
    await dialog.getByRole('switch', { name: 'Keep the sound to play along' }).check();
    await expect(dialog.getByText(/kept in a file beside it/)).toBeVisible();
    await checkScreen(page);
    await dialog.getByRole('button', { name: 'Transcribe', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(pageTitle(page)).toHaveValue(/Interview/);
    const { segments } = speech.long;
    await expectWords(
      page,
      segments.map(({ text }) => text),
    );
    const errors = timingErrors(await timedWords(page), segments);
    expect(errors.length).toBeGreaterThan(segments.length * 0.8);
    for (const error of errors) expect(Math.abs(error)).toBeLessThanOrEqual(0.5);
  });

  test('its sound plays from the word that is clicked, and each word lights up', async () => {
    const player = page.getByRole('group', { name: 'Player' });
    // The sound is made small once the words are there.
    await expect(player).toBeVisible({ timeout: 90_000 });
    const word = page.locator('[data-word-at]').nth(8);
    await word.click();
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(page.locator('[data-word-at][data-playing]')).toBeVisible();
    const from = Number(await word.getAttribute('data-word-at'));
    const lit = page.locator('[data-word-at][data-playing]');
    await expect
      .poll(async () => Number(await lit.first().getAttribute('data-word-at')))
      .toBeGreaterThan(from);
    await page.keyboard.press('k');
    await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
    await player.getByRole('button', { name: 'Forward 5 seconds' }).click();
    await player.getByRole('button', { name: /^Speed/ }).click();
    await page.getByRole('menuitemradio', { name: '1.5×' }).click();
    await expect(player.getByRole('button', { name: 'Speed: 1.5×' })).toBeVisible();
    await checkScreen(page);
  });

  test('it plays on while a line is corrected', async () => {
    const player = page.getByRole('group', { name: 'Player' });
    const words = page.locator('[data-words]').first();
    await words.dblclick();
    const field = page.locator('[role="grid"] textarea');
    await field.press('Control+Space');
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await field.pressSequentially(' now');
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await field.press('Control+Space');
    await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
    await field.press('Escape');
  });

  test('the sound is deleted after it was asked; the words stay', async () => {
    const player = page.getByRole('group', { name: 'Player' });
    await player.getByRole('button', { name: 'More for the sound' }).click();
    await page.getByRole('menuitem', { name: 'Delete the sound…' }).click();
    await expect(page.getByRole('dialog')).toContainText(/kept on this device \(.+\)/);
    await page.getByRole('button', { name: 'Delete sound' }).click();
    await expect(player).toBeHidden();
    await expect(page.locator('[data-utterance]').first()).toBeVisible();
  });

  test('several files of several forms come one after another', async () => {
    const wav = readFileSync(join(fixtures, 'speech', first.file));
    const files = [
      { name: 'Talk.webm', mimeType: 'video/webm', buffer: await makeMedia('webm', wav) },
      { name: 'Talk.mp4', mimeType: 'video/mp4', buffer: await makeMedia('mp4', wav) },
      { name: 'Talk.ogg', mimeType: 'audio/ogg', buffer: await makeMedia('ogg', wav) },
      {
        name: 'Phone.wav',
        mimeType: 'audio/wav',
        buffer: stereoWav(readFixture(first.file), sampleRate, 8_000),
      },
      {
        name: 'Studio.wav',
        mimeType: 'audio/wav',
        buffer: stereoWav(readFixture(first.file), sampleRate, 96_000),
      },
    ];
    await transcribe(page, files);
    for (const { name } of files) {
      await openRecording(page, name);
      await expect(pageTitle(page)).toHaveValue(name.replace(/\.\w+$/, ''));
      // The model was never taught the sound of a telephone: that it hears speech is what counts.
      if (name === 'Phone.wav') {
        await expect(page.locator('[data-utterance]').first()).toBeVisible({ timeout: 120_000 });
      } else await expectWords(page, [first.text]);
    }
  });

  test('a corrupt file, an empty one and a video without sound say so', async () => {
    await openDialog(page);
    const dialog = page.getByRole('dialog');
    await dialog
      .locator('input[type="file"]')
      .setInputFiles([{ name: 'Empty.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(0) }]);
    await expect(dialog).toContainText('One of these files is empty');
    await expect(dialog.getByRole('button', { name: 'Transcribe', exact: true })).toBeDisabled();
    await page.keyboard.press('Escape');

    await transcribe(page, [
      { name: 'Noise.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(30_000, 7) },
      { name: 'Silent.webm', mimeType: 'video/webm', buffer: await makeMedia('webm', null) },
    ]);
    const progress = page.getByRole('region', { name: 'Recordings' });
    await openRecording(page, 'Noise.mp3');
    await expect(progress).toContainText('cannot be read as audio or video');
    await openRecording(page, 'Silent.webm');
    await expect(progress).toContainText('has no sound to transcribe');
    await checkScreen(page);
  });

  test('one pauses and goes on, also over a restart, and each line is there once', async () => {
    const samples = sentences.flatMap(({ file }) => [
      ...readFixture(file),
      ...new Float32Array(sampleRate),
    ]);
    // Long enough to be caught in the middle.
    const many = Float32Array.from([...samples, ...samples, ...samples]);
    await transcribe(page, [
      {
        name: 'Long.wav',
        mimeType: 'audio/wav',
        buffer: stereoWav(many, sampleRate, sampleRate),
      },
    ]);
    await openRecording(page, 'Long.wav');
    const lines = page.locator('[data-utterance]');
    await expect(lines.nth(1)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Pause Long.wav' }).first().click();
    const progress = page.getByRole('region', { name: 'Recordings' });
    await expect(progress).toContainText(/Paused · \d+:\d\d of \d+:\d\d · \d+%/);

    const title = await pageTitle(page).inputValue();
    await page.context().browser()?.close();
    await people.stop('alice');
    ({ page } = await people.start('alice'));
    await openPage(page, title);
    await expect(page.getByRole('region', { name: 'Recordings' })).toContainText('Paused');
    await page.getByRole('button', { name: 'Go on with Long.wav' }).first().click();
    const texts = sentences.map(({ text }) => text);
    await expectWords(page, [...texts, ...texts, ...texts]);
    await expect(page.getByRole('region', { name: 'Recordings' })).toBeHidden();
  });

  test('a recording is cancelled; what was written stays', async () => {
    const samples = Float32Array.from(
      Array.from({ length: 4 }, () =>
        sentences.flatMap(({ file }) => [...readFixture(file)]),
      ).flat(),
    );
    await transcribe(page, [
      {
        name: 'Cancelled.wav',
        mimeType: 'audio/wav',
        buffer: stereoWav(samples, sampleRate, sampleRate),
      },
    ]);
    await openRecording(page, 'Cancelled.wav');
    const lines = page.locator('[data-utterance]');
    await expect(lines.first()).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Cancel Cancelled.wav' }).first().click();
    await expect(page.getByRole('region', { name: 'Recordings' })).toContainText('Cancelled');
    await expect(lines.first()).toBeVisible();
  });
});

async function openDialog(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('transcribe');
  await page.getByRole('option', { name: /^Transcribe a recording/ }).click();
  await expect(page.getByRole('dialog', { name: 'Transcribe a recording' })).toBeVisible();
}

async function transcribe(page: Page, files: readonly MediaFile[]): Promise<void> {
  await openDialog(page);
  const dialog = page.getByRole('dialog');
  const paths = files.map(({ name, buffer }) => {
    const path = join(mkdtempSync(join(people.data, 'media-')), name);
    writeFileSync(path, buffer);
    return path;
  });
  await dialog.locator('input[type="file"]').setInputFiles(paths);
  await dialog.getByRole('button', { name: /^Transcribe/ }).click();
  await expect(dialog).toBeHidden();
}

/** Opens a recording's page from the list in the sidebar's foot. */
async function openRecording(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Recordings/ }).click();
  const list = page.getByRole('dialog', { name: 'Recordings' });
  await list.getByRole('button', { name, exact: true }).click();
  await expect(list).toBeHidden();
}

async function dropOnPages(page: Page, file: MediaFile): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ bytes, name, type }) => {
      const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
      const given = new DataTransfer();
      given.items.add(new File([content], name, { type }));
      return given;
    },
    { bytes: file.buffer.toString('base64'), name: file.name, type: file.mimeType },
  );
  const tree: Locator = page.getByRole('tree');
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await tree.dispatchEvent(event, { dataTransfer: transfer });
  }
}

/** The words of the page are these, once all of them are there. */
async function expectWords(page: Page, texts: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        const heard = await page.locator('[data-words]').allInnerTexts();
        return wordErrorRate(texts.join(' '), heard.join(' '));
      },
      { timeout: 120_000 },
    )
    .toBeLessThanOrEqual(0.08);
}

interface TimedWord {
  readonly text: string;
  /** Milliseconds on the transcript's clock. */
  readonly at: number;
}

async function timedWords(page: Page): Promise<TimedWord[]> {
  return page.locator('[data-word-at]').evaluateAll((words) =>
    words.map((word) => ({
      text: word.textContent.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''),
      at: Number(word.getAttribute('data-word-at')),
    })),
  );
}

/** By how many seconds the sentences that are found begin early or late, apart from the clock's zero. */
function timingErrors(
  words: readonly TimedWord[],
  sentences: readonly { readonly text: string; readonly start: number }[],
): number[] {
  let from = 0;
  const offsets = sentences.flatMap(({ text, start }) => {
    const [one, two] = text.toLowerCase().split(/\s+/);
    const at = words.findIndex(
      (word, index) => index >= from && word.text === one && words[index + 1]?.text === two,
    );
    const found = words[at];
    if (found === undefined) return [];
    from = at + 1;
    return [found.at / 1000 - start];
  });
  const middle = [...offsets].sort((a, b) => a - b)[Math.floor(offsets.length / 2)] ?? 0;
  return offsets.map((offset) => offset - middle);
}

import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { markKey, pageSchemaVersion, transcriptTypes, yTypes } from '@confab/shared-types';
import * as Y from 'yjs';
import { connectTab } from '../src/hub/testing/connectTab.ts';
import type { TestWindow } from '../src/hub/testing/TestWindow.ts';
import { catalogues } from '../src/renderer/locales/catalogues.ts';
import { editor, giveName, openPage } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import { startLanguageModel } from './support/languageModel.ts';
import type { LanguageModel } from './support/languageModel.ts';

const { summaries } = catalogues.en;
const title = 'Minutes – Launch plan';
// Long ago: days near today are written as such.
const begin = Date.UTC(2026, 2, 5, 10);

/** What can be done with minutes as a whole; the words are put into a call's documents directly. */
test.describe.serial('a page of minutes', () => {
  const people = new Gathering();
  let page: Page;
  let call: RecordedCall;
  let model: LanguageModel;

  test.beforeAll(async () => {
    model = await startLanguageModel();
    ({ page } = await people.start('alice'));
    await giveName(page, 'Alice');
    call = await RecordedCall.of(people.addressOf('alice'));
    await openPage(page, title);
  });

  test.afterEach(() => attachScreens(test.info(), people.windows));
  test.afterAll(async () => {
    call.close();
    await people.end();
    await model.stop();
  });

  test('says what there is to summarise, and when that is done', async () => {
    const actions = page.getByRole('region', { name: summaries.actions });
    await expect(actions).toContainText(summaries.afterTheCall);
    await expect(actions.getByRole('button')).toHaveCount(0);
    await call.say();
    await expect(actions.getByRole('button', { name: summaries.summariseNow })).toBeVisible();
    await call.end();
    await expect(editor(page)).toContainText('Decisions', { timeout: 20_000 });
    await expect(editor(page)).toContainText('use the smaller room');
    await expect(editor(page)).toContainText('Nobody has heard from Lisbon');
    const toDo = page.getByRole('checkbox');
    await expect(toDo).toHaveCount(1);
    await expect(editor(page)).toContainText(/9 Mar|Mar 9/);
    await expect(actions).not.toContainText(summaries.afterTheCall);
    await expect(actions.getByRole('button', { name: summaries.summariseAgain })).toBeVisible();
    await checkScreen(page);
  });

  test('is summarised as another kind of conversation, and that is undone', async () => {
    await template(page).click();
    await page.getByRole('menuitemradio', { name: summaries.template.interview }).click();
    await expect(template(page)).toHaveText(summaries.template.interview);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(summaries.takenBack)).toBeVisible();
    await expect(template(page)).toHaveText(summaries.template.meeting);
    await expect(editor(page)).toContainText('use the smaller room');
  });

  test('written anew keeps what was ticked; the palette and the menu do it too', async () => {
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: summaries.summariseAgain }).click();
    await expect(page.getByText(summaries.writtenAnew)).toBeVisible();
    await expect(page.getByRole('checkbox')).toHaveCount(1);
    await expect(page.getByRole('checkbox')).toBeChecked();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('summarise these');
    await page.getByRole('option', { name: summaries.commands.summarise }).click();
    await expect(page.getByText(summaries.writtenAnew)).toBeVisible();
    await page
      .getByRole('banner')
      .getByRole('button', { name: `More for ${title}` })
      .click();
    await expect(page.getByRole('menuitem', { name: summaries.commands.summarise })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  const holds = {
    txt: ['[0:01] Alice: ', 'Consent: Alice: on their own device', 'Transcribed: '],
    md: ['# Minutes – Launch plan', '**Alice** `0:01`', '- **Consent:**'],
    srt: ['00:00:01,000 --> ', 'Alice: '],
    vtt: ['WEBVTT', '<v Alice>'],
    json: ['"format": "confab-transcript"', '"choice": "own-machine"'],
    docx: ['PK'],
  } as const;
  for (const [format, words] of Object.entries(holds)) {
    test(`is exported as ${format}`, async () => {
      const bytes = await exported(page, summaries.export.formats[format as keyof typeof holds]);
      for (const each of words) expect(bytes.includes(each)).toBe(true);
      expect(bytes.includes('contract to Oslo')).toBe(format !== 'docx');
    });
  }

  test('an export remembers what was chosen, and leaves out what is not wanted', async () => {
    await page.getByRole('button', { name: summaries.export.action }).click();
    await expect(page.getByRole('radio', { name: summaries.export.formats.docx })).toBeChecked();
    await page.getByText(summaries.export.formats.txt, { exact: true }).click();
    await page.getByRole('checkbox', { name: summaries.export.times }).uncheck();
    await page.getByText('한국어', { exact: true }).click();
    await checkScreen(page);
    const bytes = await saved(page);
    expect(bytes.includes('Alice: I will send the contract')).toBe(true);
    expect(bytes.includes('참석자: Alice')).toBe(true);
    expect(bytes.includes('[0:01]')).toBe(false);
  });

  test('a language model is set up, tried, and its key kept', async () => {
    await openSettings(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: summaries.settings.methods.endpoint }).check();
    const address = dialog.getByRole('textbox', { name: summaries.settings.address });
    await address.fill('ftp://models.example');
    await dialog.getByRole('button', { name: summaries.settings.use }).click();
    await expect(dialog).toContainText(summaries.settings.refused);
    await address.fill('https://models.example/v1');
    await expect(dialog).toContainText('leave this machine and go to models.example');
    await checkScreen(page);
    await address.fill(model.url);
    await dialog.getByRole('textbox', { name: summaries.settings.model }).fill('small-model');
    await expect(dialog).toContainText('127.0.0.1 is this machine');
    await dialog.getByRole('button', { name: summaries.settings.use }).click();
    model.answer = null;
    await dialog.getByRole('button', { name: summaries.settings.try }).click();
    await expect(dialog).toContainText(summaries.settings.tried.key);
    const key = dialog.getByRole('textbox', { name: summaries.settings.key });
    await expect(dialog).toContainText(summaries.settings.protection.file);
    await key.fill('sk-secret');
    await dialog.getByRole('button', { name: summaries.settings.setKey }).click();
    await expect(dialog).toContainText(summaries.settings.keySet);
    await expect(dialog).not.toContainText('sk-secret');
    model.answer = 'ready';
    await dialog.getByRole('button', { name: summaries.settings.try }).click();
    await expect(dialog).toContainText(summaries.settings.tried.good);
    expect(model.asked.at(-1)?.key).toBe('Bearer sk-secret');
    await checkScreen(page);
    await page.keyboard.press('Escape');
  });

  test('the model writes the summary; it can be stopped, and the page says who wrote it', async () => {
    const point = { text: 'They talked about Oslo.', lines: [1] };
    const nothing = { summary: [], decisions: [], actions: [], questions: [] };
    model.answer = JSON.stringify({ ...nothing, summary: [point] });
    model.hold();
    const again = page.getByRole('button', { name: summaries.summariseAgain });
    await again.click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(again).toBeEnabled();
    await expect(editor(page)).not.toContainText(point.text);
    model.release();
    await again.click();
    await expect(editor(page)).toContainText(point.text);
    // What was marked is not for a model to leave out.
    await expect(editor(page)).toContainText('Nobody has heard from Lisbon');
    await expect(
      page.getByText('Summarised by small-model on the device of whoever asked'),
    ).toBeVisible();
  });

  test('before words leave for another machine one is asked; where it fails that is said', async () => {
    await call.useEndpoint('http://models.invalid/v1');
    const actions = page.getByRole('region', { name: summaries.actions });
    await expect(actions).toContainText('Sends the transcript to models.invalid');
    await page.getByRole('button', { name: summaries.summariseAgain }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('leaves this machine and goes to models.invalid');
    await checkScreen(page);
    await dialog.getByRole('button', { name: summaries.send.send }).click();
    await expect(page.getByText('The language model did not answer')).toBeVisible();
    await expect(editor(page)).toContainText('use the smaller room');
    await expect(actions).not.toContainText('Summarised by');
  });
});

function template(page: Page) {
  return page.getByRole('button', { name: /^Kind of conversation: / });
}

async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: summaries.settings.tab }).click();
}

async function exported(page: Page, format: string): Promise<Buffer> {
  await page.getByRole('button', { name: summaries.export.action }).click();
  await page.getByText(format, { exact: true }).click();
  return await saved(page);
}

/** Presses what makes and saves the file; what is in it. */
async function saved(page: Page): Promise<Buffer> {
  const { exchange } = catalogues.en;
  await page.getByRole('button', { name: exchange.export.action, exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: exchange.export.save }).click();
  const file = await (await download).path();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return await readFile(file);
}

/** A call of this device alone, with a page of minutes, whose documents are written directly. */
class RecordedCall {
  readonly #tab: TestWindow;
  readonly #about: Awaited<ReturnType<TestWindow['open']>>;
  readonly #speech: Awaited<ReturnType<TestWindow['open']>>;

  private constructor(given: {
    readonly tab: TestWindow;
    readonly about: Awaited<ReturnType<TestWindow['open']>>;
    readonly speech: Awaited<ReturnType<TestWindow['open']>>;
  }) {
    this.#tab = given.tab;
    this.#about = given.about;
    this.#speech = given.speech;
  }

  /** One that goes on, in which nothing was said yet. */
  static async of(address: string): Promise<RecordedCall> {
    const tab = await connectTab(address);
    const { workspaces } = await tab.request('app.state', {});
    const workspace = workspaces[0]?.id ?? '';
    const call = 'call-written-directly';
    const { page } = await tab.request('pages.create', { workspace, parent: null, title });
    const about = await tab.open(`${workspace}/call/${call}`);
    const speech = await tab.open(`${workspace}/speech/${call}/speaker-alice`);
    const content = await tab.open(`${workspace}/page/${page}`);
    const index = await tab.open(`${workspace}/index`);
    await about.saved(about.edit(writeCall));
    await content.saved(
      content.edit((ydoc) => {
        const meta = ydoc.getMap(yTypes.meta);
        for (const [key, value] of Object.entries({ kind: 'minutes', call })) meta.set(key, value);
        meta.set('schemaVersion', pageSchemaVersion);
      }),
    );
    await index.saved(
      index.edit((ydoc) => {
        const entry = ydoc.getMap(yTypes.pages).get(page);
        if (entry instanceof Y.Map) entry.set('kind', 'minutes');
      }),
    );
    return new RecordedCall({ tab, about, speech });
  }

  async say(): Promise<void> {
    const texts = [
      'I will send the contract to Oslo by Monday.',
      'Let us use the smaller room then.',
      'Nobody has heard from Lisbon.',
    ];
    const lines = texts.map((text, at) => ({
      ...{ id: `speaker-alice.track/${at}`, text, language: 'en' },
      ...{ startedAt: begin + 1000 + at * 5000, endedAt: begin + 4000 + at * 5000 },
    }));
    await this.#speech.saved(this.#speech.edit((ydoc) => ydoc.getArray(yTypes.lines).push(lines)));
    await this.#about.saved(
      this.#about.edit((ydoc) => {
        const mark = { by: 'speaker-alice', at: begin };
        const marks = ydoc.getMap(transcriptTypes.marks);
        marks.set(markKey('speaker-alice.track/1', 'decision'), mark);
        marks.set(markKey('speaker-alice.track/2', 'question'), mark);
      }),
    );
  }

  async end(): Promise<void> {
    const ended = this.#about.edit((ydoc) => {
      ydoc.getMap(yTypes.meta).set('endedAt', begin + 15 * 60_000);
    });
    await this.#about.saved(ended);
  }

  async useEndpoint(url: string): Promise<void> {
    const summaryEndpoint = { url, model: 'large-model' };
    await this.#tab.request('preferences.update', { summaryEndpoint });
  }

  close(): void {
    this.#tab.close();
  }
}

function writeCall(ydoc: Y.Doc): void {
  const meta = ydoc.getMap(yTypes.meta);
  meta.set('startedAt', begin);
  meta.set('endedAt', null);
  meta.set('language', 'en');
  const account = 'speaker-alice';
  const person = { account, person: 'person-alice', name: 'Alice', joinedAt: begin };
  ydoc.getMap(yTypes.people).set(account, person);
  const consent = { choice: 'own-machine', model: 'tiny', at: begin };
  ydoc.getMap(transcriptTypes.consents).set(account, consent);
  const period = { startedBy: account, startedAt: begin, stoppedAt: null };
  ydoc.getMap(transcriptTypes.periods).set('first', period);
}

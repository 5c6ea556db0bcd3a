import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { transcriptTypes, yTypes } from '@confab/shared-types';
import { connectTab } from '../src/hub/testing/connectTab.ts';
import type { TestWindow } from '../src/hub/testing/TestWindow.ts';
import { catalogues } from '../src/renderer/locales/catalogues.ts';
import { callControl, editor, enterCall } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import type { Person } from './support/openWindow.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

const { minutes } = catalogues.en;
const title = 'Weekly';

/** What people do with a call's words: in the panel beside the call, and on its page of minutes. */
test.describe.serial('the transcript', () => {
  const people = new Gathering();
  let alice: Person;
  let bob: Person;
  let words: CallWords;

  test.afterEach(() => attachScreens(test.info(), people.windows));
  test.afterAll(() => people.end());

  test('is drawn in the panel beside the call, by turns of its speakers', async () => {
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan');
    alice = shared.person;
    bob = await joinWorkspace(people, 'Bob', shared.workspace);
    await enterCall(alice.page);
    await callControl(alice.page, 'Stop camera').click();
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click();
    words = await CallWords.of(people);
    words.alice(1, 'Good morning, everyone.');
    words.alice(4, 'We need a bigger sever.');
    words.bob(8, 'Who will order it?');
    words.alice(12, 'I will, by Friday.');
    await alice.page.getByRole('button', { name: minutes.transcript.open }).click();
    await expect(rows(alice.page)).toHaveCount(4);
    await expect(alice.page.locator('[data-head] [data-head]')).toHaveText([
      'Alice',
      'Bob',
      'Alice',
    ]);
    await bob.page.getByRole('treeitem', { name: title }).click();
    await expect(rows(bob.page)).toHaveCount(4);
  });

  test('a line is corrected with the keyboard alone; the original stays at hand', async () => {
    const { page } = alice;
    await row(page, 'Good morning').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 'bigger sever')).toBeFocused();
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Words of Alice' });
    await expect(field).toBeFocused();
    await field.fill('We need a bigger 서버');
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true });
    await field.press('Shift+Enter');
    await expect(field).toHaveValue('We need a bigger 서버');
    await field.fill('We need a bigger server.');
    await field.press('Enter');
    await expect(row(page, 'bigger server.')).toBeFocused();
    const line = row(bob.page, 'bigger server.');
    await line.getByRole('button', { name: minutes.edit.mark }).click();
    const original = bob.page.getByRole('dialog');
    await expect(original).toContainText('Edited by Alice');
    await expect(original).toContainText('bigger sever.');
    await original.getByRole('button', { name: minutes.edit.restore }).click();
    await expect(row(page, 'bigger sever.')).toBeVisible();
    await undo(bob.page);
    await expect(row(page, 'bigger server.')).toContainText(minutes.edit.mark);
  });

  test('Esc leaves a line as it was', async () => {
    const { page } = alice;
    await row(page, 'Good morning').dblclick();
    const field = page.getByRole('textbox', { name: 'Words of Alice' });
    await field.fill('Something else');
    await field.press('Escape');
    await expect(row(page, 'Good morning')).toBeFocused();
    await expect(rows(page)).toHaveCount(4);
  });

  test('keys mark a line for everybody, and an action becomes a to-do with its owner', async () => {
    const { page } = alice;
    await row(page, 'by Friday').focus();
    await page.keyboard.press('a');
    await page.keyboard.press('d');
    const line = row(bob.page, 'by Friday');
    await expect(line).toContainText(minutes.line.marks.decision);
    await page.keyboard.press('d');
    await expect(line).not.toContainText(minutes.line.marks.decision);
    await expect(line).toContainText(minutes.line.marks.action);
    await line.getByRole('button', { name: minutes.toDo.add }).click();
    await expect(editor(bob.page).getByRole('heading', { name: 'Actions' })).toBeVisible();
    const toDo = editor(bob.page).locator('[data-content-type="checkListItem"]');
    await expect(toDo).toContainText('Alice');
    await expect(toDo).toContainText('I will, by Friday.');
    const link = toDo.getByRole('link', { name: '0:12' });
    await link.hover();
    await expect(line).toHaveAttribute('data-pointed');
    await link.click();
    await expect(line).toBeFocused();
    await undo(bob.page);
    await expect(toDo).toHaveCount(0);
  });

  test('two people at one microphone are told apart, several lines at once', async () => {
    const { page } = alice;
    await row(page, 'Good morning').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: minutes.line.saidBy }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Who said these 2 lines?');
    await dialog.getByRole('radio', { name: minutes.saidBy.other }).check();
    await dialog.getByLabel(minutes.saidBy.name, { exact: true }).fill('Cleo');
    await dialog.getByRole('button', { name: minutes.saidBy.save }).click();
    await expect(row(bob.page, 'Good morning')).toContainText('Cleo');
    await expect(row(bob.page, 'bigger server')).toContainText('Alice’s microphone');
    await undo(page);
    await expect(row(bob.page, 'Good morning')).not.toContainText('Cleo');
    // From one line on, until somebody else speaks.
    await menu(row(bob.page, 'Good morning'));
    await bob.page.getByRole('menuitem', { name: minutes.line.saidBy }).click();
    const other = bob.page.getByRole('dialog');
    await other.getByRole('radio', { name: 'Bob' }).check();
    await other.getByRole('radio', { name: /until somebody else speaks/ }).check();
    await other.getByRole('button', { name: minutes.saidBy.save }).click();
    await expect(row(page, 'bigger server')).toContainText('Bob');
    await expect(row(page, 'by Friday')).not.toContainText('Bob');
    await undo(bob.page);
  });

  test('one takes back one’s own words for everybody, nobody else’s', async () => {
    const { page } = alice;
    await menu(row(page, 'Who will order it?'));
    await expect(page.getByRole('menuitem', { name: minutes.line.note })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: minutes.line.takeBack })).toBeHidden();
    await page.keyboard.press('Escape');
    await row(page, 'bigger server').focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Delete');
    await expect(row(bob.page, 'bigger server')).toHaveCount(0);
    await expect(row(page, 'Who will order it?')).toBeFocused();
    expect(words.textOfAlice()).not.toContain('bigger');
    await undo(page);
    await expect(row(bob.page, 'bigger server')).toBeVisible();
  });

  test('notes at a moment are one’s own unless they are shared', async () => {
    const { page } = alice;
    const field = page.getByRole('textbox', { name: minutes.notes.now });
    await expect(page.getByText(minutes.notes.privateHint)).toBeVisible();
    await field.fill('Ask about the budget');
    await field.press('Enter');
    await expect(noteRow(page, 'Ask about the budget')).toBeVisible();
    await page.getByText(minutes.notes.shared, { exact: true }).click();
    await field.fill('Budget is fixed');
    await field.press('Enter');
    await expect(noteRow(bob.page, 'Budget is fixed')).toContainText('Alice');
    await expect(bob.page.getByText('Ask about the budget')).toHaveCount(0);
    await noteRow(page, 'Ask about the budget').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: minutes.notes.editLabel }).fill('Ask about money');
    await page.keyboard.press('Enter');
    await expect(noteRow(page, 'Ask about money')).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(noteRow(page, 'Ask about money')).toHaveCount(0);
    await undo(page);
    await expect(noteRow(page, 'Ask about money')).toBeVisible();
  });

  test('on the page of minutes own notes have a part, and one is added at a line', async () => {
    const { page } = bob;
    await row(page, 'Good morning').focus();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: minutes.notes.label }).fill('Said at the start');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    const own = page.getByRole('region', { name: minutes.notes.title });
    await expect(own).toContainText('Said at the start');
    await expect(own).not.toContainText('Budget is fixed');
    await own.getByRole('button', { name: '0:01' }).click();
    await expect(noteRow(page, 'Said at the start')).toBeFocused();
    await expect(alice.page.getByText('Said at the start')).toHaveCount(0);
  });

  test('the panel follows what is said, and stays where one reads', async () => {
    const { page } = alice;
    for (let at = 0; at < 40; at++) words.bob(20 + at * 2, `Point number ${at + 1}.`);
    await expect(row(page, 'Point number 40.')).toBeInViewport();
    await row(page, 'Point number 40.').hover();
    await page.mouse.wheel(0, -2000);
    await expect(row(page, 'Good morning')).toBeInViewport();
    words.bob(120, 'And the last one.');
    await page.getByRole('button', { name: 'Jump to live · 1 new line' }).click();
    await expect(row(page, 'And the last one.')).toBeInViewport();
  });

  test('says who was transcribed how, and when', async () => {
    const { page } = bob;
    words.agree();
    await page.getByRole('button', { name: /everybody/ }).click();
    await expect(page.getByText('Alice: on their own device, whisper-base')).toBeVisible();
    await expect(page.getByText('Bob: on Alice’s device')).toBeVisible();
  });

  test('is fit for every window, in the panel and on the page', async () => {
    await checkScreen(alice.page);
    await checkScreen(bob.page);
  });

  test('is fit for every window in Korean and in the dark', async () => {
    const ko = await people.openAgain('bob', { language: 'ko', colorScheme: 'dark' });
    await ko.page.getByRole('treeitem', { name: title }).click();
    await expect(rows(ko.page)).toHaveCount(45);
    await checkScreen(ko.page);
  });

  test('of hours is drawn where one looks; a search goes to its line', async () => {
    const { page } = bob;
    const long = Array.from({ length: 600 }, (_, at) => `Word number ${at + 1} of a long talk.`);
    words.bob(200, ...long);
    await expect(rows(page).first()).toBeVisible();
    await expect.poll(() => rows(page).count()).toBeLessThan(120);
    await page.keyboard.press('ControlOrMeta+k');
    const search = page.getByRole('combobox', { name: 'Search and commands' });
    await search.fill('number 317 of a long');
    const hit = page.getByRole('option', { name: /number 317 of a long/ });
    await expect(hit).toBeVisible({ timeout: 30_000 });
    await hit.click();
    const line = row(page, 'Word number 317 of');
    await expect(line).toBeFocused();
    await expect(line).toBeInViewport();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 'Word number 318 of')).toBeFocused();
    await expect(row(page, 'Word number 318 of')).toBeInViewport();
  });
});

function rows(page: Page): Locator {
  return page.locator('[data-utterance]');
}

function row(page: Page, text: string): Locator {
  return rows(page).filter({ hasText: text });
}

function noteRow(page: Page, text: string): Locator {
  return page.locator('[data-kind="note"]').filter({ hasText: text });
}

async function menu(line: Locator): Promise<void> {
  await line.hover();
  await line.getByRole('button', { name: minutes.line.more }).click();
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('button', { name: catalogues.en.common.undo }).last().click();
}

/** Puts lines into a call's documents, each speaker's through their own hub. */
class CallWords {
  readonly #speech: readonly Awaited<ReturnType<TestWindow['open']>>[];
  readonly #about: Awaited<ReturnType<TestWindow['open']>>;
  readonly #accounts: readonly string[];
  readonly #startedAt: number;

  private constructor(given: {
    readonly speech: readonly Awaited<ReturnType<TestWindow['open']>>[];
    readonly about: Awaited<ReturnType<TestWindow['open']>>;
    readonly accounts: readonly string[];
    readonly startedAt: number;
  }) {
    this.#speech = given.speech;
    this.#about = given.about;
    this.#accounts = given.accounts;
    this.#startedAt = given.startedAt;
  }

  /** The call that Alice is in gets its page of minutes; Bob has been in it too. */
  static async of(people: Gathering): Promise<CallWords> {
    const tabs = [];
    const connections = [];
    for (const name of ['alice', 'bob']) {
      const tab = await connectTab(people.addressOf(name));
      tabs.push(tab);
      const state = await tab.request('app.state', {});
      const [connection] = state.connections;
      const workspace = state.workspaces.find(({ server }) => server !== null);
      if (connection === undefined || workspace === undefined) throw new Error('not connected');
      connections.push({ ...connection.account, workspace: workspace.id });
    }
    const [alice, bob] = connections;
    const [aliceTab, bobTab] = tabs;
    if (!alice || !bob || !aliceTab || !bobTab) throw new Error('two people are needed');
    const { workspace } = alice;
    const [running] = await aliceTab.request('calls.running', { workspace });
    if (running === undefined) throw new Error('no call is running');
    const call = running.id;
    await aliceTab.request('calls.transcribe', { workspace, call, title });
    const about = await aliceTab.open(`${workspace}/call/${call}`);
    about.edit((ydoc) => {
      for (const { id: account, person, name } of [alice, bob]) {
        const entry = { account, person, name, joinedAt: running.startedAt };
        ydoc.getMap(yTypes.people).set(account, entry);
      }
    });
    const speech = [
      await aliceTab.open(`${workspace}/speech/${call}/${alice.id}`),
      await bobTab.open(`${workspace}/speech/${call}/${bob.id}`),
    ];
    const accounts = [alice.id, bob.id];
    return new CallWords({ speech, about, accounts, startedAt: running.startedAt });
  }

  alice(second: number, text: string): void {
    this.#say(0, second, text);
  }

  /** A line each second, from one on; they come all at once. */
  bob(second: number, ...texts: readonly string[]): void {
    this.#say(1, second, ...texts);
  }

  /** All that Alice's document holds, as its own hub has it. */
  textOfAlice(): string {
    const [speech] = this.#speech;
    speech?.catchUp();
    return JSON.stringify(speech?.ydoc.getArray(yTypes.lines).toJSON());
  }

  /** Alice is transcribed by her own machine, and so is Bob. */
  agree(): void {
    const [alice = '', bob = ''] = this.#accounts;
    this.#about.edit((ydoc) => {
      const consents = ydoc.getMap(transcriptTypes.consents);
      consents.set(alice, { choice: 'own-machine', model: 'whisper-base', at: this.#startedAt });
      consents.set(bob, { choice: 'volunteer', volunteer: alice, at: this.#startedAt });
      const period = { startedBy: alice, startedAt: this.#startedAt, stoppedAt: null };
      ydoc.getMap(transcriptTypes.periods).set('period-1', period);
    });
  }

  #say(speaker: number, from: number, ...texts: readonly string[]): void {
    const lines = texts.map((text, at) => {
      const startedAt = this.#startedAt + (from + at) * 1000;
      const id = `${this.#accounts[speaker] ?? ''}.mic/${from + at}`;
      return { id, text, language: 'en', startedAt, endedAt: startedAt + 900 };
    });
    this.#speech[speaker]?.edit((ydoc) => ydoc.getArray(yTypes.lines).push(lines));
  }
}

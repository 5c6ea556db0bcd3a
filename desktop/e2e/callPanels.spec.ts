import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { callControl, editor, enterCall } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import type { Person } from './support/openWindow.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/** What one does and reads in a call: chat, hands, reactions, keys, and what hosts may do. */
test.describe.serial('in the call', () => {
  const people = new Gathering();
  let alice: Person;
  let bob: Person;
  let carol: Person;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test('Alice, who started it, and Bob are in a call', async () => {
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan');
    alice = shared.person;
    bob = await joinWorkspace(people, 'Bob', shared.workspace);
    carol = await joinWorkspace(people, 'Carol', shared.workspace);
    await enterCall(alice.page);
    await carol.page.getByRole('alertdialog').getByRole('button', { name: 'Decline' }).click();
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    // What is tested here needs no pictures, and software encoders take the cores.
    for (const { page } of [alice, bob]) await callControl(page, 'Stop camera').click();
    for (const { page } of [alice, bob]) {
      await expect(peopleInCall(page)).toHaveCount(2);
    }
  });

  test('a message is counted where nobody looks, read where somebody does', async () => {
    await onPage(alice.page);
    await alice.page.keyboard.press('t');
    const field = alice.page.getByRole('textbox', { name: 'Message to everybody' });
    await expect(panel(alice.page, 'Chat of the call')).toContainText('Nobody has written yet');
    await field.fill('Notes are at https://example.org/notes.');
    await field.press('Enter');
    await expect(messages(alice.page)).toContainText('Notes are at');
    await expect(field).toHaveValue('');

    await callControl(bob.page, 'Chat, 1 new message').click();
    await expect(messages(bob.page)).toContainText('Alice');
    await expect(messages(bob.page).getByRole('link')).toHaveAttribute(
      'href',
      'https://example.org/notes',
    );
    await expect(callControl(bob.page, 'Chat')).toHaveAttribute('aria-pressed', 'true');
    await expect(bob.page.getByRole('status').filter({ hasText: 'Alice writes' })).toBeAttached();
  });

  test('an Enter that ends a Hangul syllable does not send', async () => {
    const field = bob.page.getByRole('textbox', { name: 'Message to everybody' });
    await field.fill('안녕');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await expect(field).toHaveValue('안녕');
    await field.press('Enter');
    await expect(messages(alice.page)).toContainText('안녕');
  });

  test('a message over 4,000 characters is not sent, and says by how much', async () => {
    const field = bob.page.getByRole('textbox', { name: 'Message to everybody' });
    await field.fill('x'.repeat(4003));
    await expect(field).toHaveAccessibleDescription('3 characters too long');
    await field.press('Enter');
    await expect(field).toHaveValue(/^x+$/);
    await field.fill('');
  });

  test('many messages stay at the end, unless one has scrolled away', async () => {
    const field = bob.page.getByRole('textbox', { name: 'Message to everybody' });
    for (let line = 1; line <= 30; line++) {
      await field.fill(`line ${line}`);
      await field.press('Enter');
    }
    const read = messages(alice.page);
    await expect(read.getByText('line 30')).toBeInViewport();
    await read.evaluate((element) => element.scrollTo(0, 0));
    await field.fill('one more');
    await field.press('Enter');
    await alice.page.getByRole('button', { name: '1 new message' }).click();
    await expect(read.getByText('one more')).toBeInViewport();
  });

  test('keys mute and raise a hand, but never while one writes', async () => {
    await bob.page.keyboard.press('Escape');
    await editor(bob.page).click();
    await bob.page.keyboard.type('mr');
    await expect(callControl(bob.page, 'Mute')).toBeVisible();
    await onPage(bob.page);
    await bob.page.keyboard.press('m');
    await expect(callControl(bob.page, 'Unmute')).toBeVisible();
    await bob.page.keyboard.down('Space');
    await expect(callControl(bob.page, 'Mute')).toBeVisible();
    await bob.page.keyboard.up('Space');
    await expect(callControl(bob.page, 'Unmute')).toBeVisible();
    await editor(bob.page).click();
    await bob.page.keyboard.press('Control+Shift+M');
    await expect(callControl(bob.page, 'Mute')).toBeVisible();
    await onPage(bob.page);
    await bob.page.keyboard.press('r');
    await expect(callControl(bob.page, 'Lower hand')).toBeVisible();

    await onPage(alice.page);
    await alice.page.keyboard.press('p');
    await expect(line(alice.page, 'Bob').getByRole('img', { name: 'Hand raised' })).toBeVisible();
    await onPage(bob.page);
    await bob.page.keyboard.press('r');
    await expect(line(alice.page, 'Bob').getByRole('img', { name: 'Hand raised' })).toBeHidden();
  });

  test('single keys are turned off and on in the list of them', async () => {
    await onPage(bob.page);
    await bob.page.keyboard.press('?');
    const dialog = bob.page.getByRole('dialog', { name: 'Shortcuts in a call' });
    await dialog.getByRole('switch').click();
    await expect(dialog.getByRole('switch')).not.toBeChecked();
    await bob.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await bob.page.keyboard.press('m');
    await bob.page.keyboard.press('Control+Shift+M');
    await expect(callControl(bob.page, 'Unmute')).toBeVisible();
    await more(bob.page, 'Shortcuts in a call');
    await dialog.getByRole('switch').click();
    await expect(dialog.getByRole('switch')).toBeChecked();
    await bob.page.keyboard.press('Escape');
    await callControl(bob.page, 'Unmute').click();
  });

  test('a reaction rises in both windows and is read out in the other', async () => {
    await onPage(bob.page);
    await bob.page.keyboard.press('Shift+R');
    const heard = alice.page
      .getByRole('status')
      .filter({ hasText: 'Bob sent applause' })
      .waitFor({ state: 'attached' });
    const seen = applause(alice.page).waitFor();
    await bob.page.getByRole('button', { name: 'Applause' }).click();
    await expect(applause(bob.page)).toBeVisible();
    await seen;
    await heard;
    await bob.page.keyboard.press('Escape');
  });

  test('a host mutes, and asks to unmute: only Bob himself unmutes', async () => {
    await personMenu(alice.page, 'Bob', 'Mute');
    await expect(callControl(bob.page, 'Unmute')).toBeVisible();
    await expect(bob.page.getByText('Alice muted you').first()).toBeVisible();
    await expect(line(alice.page, 'Bob').getByRole('img', { name: 'Muted' })).toBeVisible();

    await personMenu(alice.page, 'Bob', 'Ask to unmute');
    const card = bob.page.getByRole('region', { name: 'Alice asks you to unmute' });
    await card.getByRole('button', { name: 'Not now' }).click();
    await expect(card).toBeHidden();
    await expect(callControl(bob.page, 'Unmute')).toBeVisible();

    await personMenu(alice.page, 'Bob', 'Ask to unmute');
    await card.getByRole('button', { name: 'Unmute' }).click();
    await expect(callControl(bob.page, 'Mute')).toBeVisible();
    await expect(line(alice.page, 'Bob').getByRole('img', { name: 'Muted' })).toBeHidden();
  });

  test('a role decides who may share a screen, and the control says why not', async () => {
    await personMenu(alice.page, 'Bob', /^Participant/);
    await expect(line(alice.page, 'Bob')).toContainText('Participant');
    const share = callControl(bob.page, 'Share screen');
    await expect(share).toHaveAttribute('aria-disabled', 'true');
    await expect(share).toHaveAccessibleDescription(/does not allow sharing/);
    await personMenu(alice.page, 'Bob', /^Presenter/);
    await expect(share).not.toHaveAttribute('aria-disabled', 'true');
  });

  test('with a lobby Carol waits until a host admits her', async () => {
    await alice.page.getByRole('switch', { name: 'Newcomers wait' }).click();
    await expect(alice.page.getByRole('switch', { name: 'Newcomers wait' })).toBeChecked();
    await alice.page.keyboard.press('p');
    await expect(panel(alice.page, 'People in the call')).toBeHidden();
    await enterCall(carol.page);
    const card = alice.page.getByRole('region', { name: 'Carol waits to come in' });
    await expect(callControl(alice.page, 'People, 1 waiting to come in')).toBeVisible();
    await expect(bob.page.getByRole('region', { name: /waits to come in/ })).toBeHidden();
    await card.getByRole('button', { name: 'Admit' }).click();
    await expect(card).toBeHidden();
    await expect(peopleInCall(carol.page)).toHaveCount(3);
  });

  test('panels and dialogs of a call fit and are accessible', async () => {
    const { page } = alice;
    await callControl(page, /^People/).click();
    await checkScreen(page);
    await callControl(page, /^Chat/).click();
    await checkScreen(page);
    await more(page, 'Connection statistics');
    const statistics = page.getByRole('dialog', { name: 'Connection statistics' });
    await expect(statistics.getByText('Microphone (received)').first()).toBeVisible();
    await expect(statistics.getByText('opus').first()).toBeVisible();
    await checkScreen(page);
    await page.keyboard.press('Escape');
    await callControl(page, 'More').click();
    await expect(page.getByRole('menu')).toBeVisible();
    await checkScreen(page);
    await page.keyboard.press('Escape');
  });

  test('a host removes Carol, who is told, and waits when she comes again', async () => {
    await callControl(alice.page, /^People/).click();
    await personMenu(alice.page, 'Carol', 'Remove from the call');
    const dialog = alice.page.getByRole('dialog', { name: 'Remove Carol from the call?' });
    await dialog.getByRole('button', { name: 'Remove Carol' }).click();
    await expect(carol.page.getByText('You were removed from the call.')).toBeVisible();
    await expect(peopleInCall(bob.page)).toHaveCount(2);
    await enterCall(carol.page);
    const waiting = panel(alice.page, 'People in the call');
    await waiting.getByRole('button', { name: 'Refuse Carol' }).click();
    await expect(carol.page.getByText('You were not let into the call.')).toBeVisible();
  });

  test('a locked call lets nobody in, and its end is everybody’s', async () => {
    await alice.page.getByRole('switch', { name: 'Lock the call' }).click();
    await expect(alice.page.getByRole('switch', { name: 'Lock the call' })).toBeChecked();
    await carol.page.getByRole('button', { name: 'Join call' }).click();
    const before = carol.page.getByRole('region', { name: 'Before the call' });
    await expect(before).toContainText('The call is locked: nobody new comes in');
    await before.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(before.getByRole('alert')).toHaveText(
      'The call is locked. Ask someone inside to unlock it.',
    );
    await before.getByRole('button', { name: 'Not now' }).click();
    await more(alice.page, 'End the call for everybody');
    const dialog = alice.page.getByRole('dialog', { name: 'End the call for everybody?' });
    await expect(dialog).toContainText('2 people');
    await dialog.getByRole('button', { name: 'End call' }).click();
    for (const { page } of [alice, bob]) {
      await expect(page.getByRole('toolbar', { name: 'Call controls' })).toBeHidden();
    }
    await expect(bob.page.getByText('The call has ended.')).toBeVisible();
    await expect(panel(alice.page, 'People in the call')).toBeHidden();
  });
});

function peopleInCall(page: Page): Locator {
  return page.getByRole('group', { name: 'People in the call' }).getByRole('listitem');
}

function applause(page: Page): Locator {
  return page.getByRole('region', { name: 'Call' }).locator('[data-reaction="clap"]').first();
}

function panel(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name });
}

function messages(page: Page): Locator {
  return page.getByRole('group', { name: 'Messages of the call' });
}

function line(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: 'Everybody in the call' })
    .getByRole('listitem')
    .filter({ hasText: name });
}

/** Opens somebody's menu in the people panel and chooses. */
async function personMenu(page: Page, name: string, item: string | RegExp): Promise<void> {
  await line(page, name)
    .getByRole('button', { name: `More about ${name}` })
    .click();
  await choose(page, item);
}

async function more(page: Page, item: string): Promise<void> {
  await callControl(page, 'More').click();
  await choose(page, item);
}

async function choose(page: Page, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string';
  await page
    .getByRole('menuitem', { name, exact })
    .or(page.getByRole('menuitemradio', { name, exact }))
    .click();
}

/** Keys of a call work where nothing is written. */
async function onPage(page: Page): Promise<void> {
  await page.getByRole('main').focus();
}

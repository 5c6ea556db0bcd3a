import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { callControl, enterCall, leaveCall, openPage } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';
import { expectMediaFlows } from './support/media.ts';
import type { Person } from './support/openWindow.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/** Screens that are shared, windows that are loaded anew, and six windows in one call. */
test.describe.serial('calls of several', () => {
  const people = new Gathering();
  let alice: Person;
  let bob: Person;
  let carol: Person;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test.beforeAll(async () => {
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan');
    alice = shared.person;
    bob = await joinWorkspace(people, 'Bob', shared.workspace);
    carol = await joinWorkspace(people, 'Carol', shared.workspace);
    await enterCall(alice.page);
    for (const { page } of [bob, carol]) {
      await page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    }
    for (const { page } of [alice, bob, carol]) await expect(tiles(page)).toHaveCount(3);
  });

  test('a shared screen is seen and heard by the others, and is large', async () => {
    await callControl(alice.page, 'Share screen').click();
    const screen = tile(bob.page, 'Alice’s screen');
    await expectPictureMoves(screen);
    await expectMediaFlows(bob.page);
    await bob.page.keyboard.press('w');
    await expect.poll(() => largest(bob.page)).toMatch('Alice’s screen');
    await checkScreen(bob.page);
    // One's own screen is no hall of mirrors.
    await expect(alice.page.getByText('You are sharing your screen')).toBeVisible();
  });

  test('a second one takes the place, the first can be chosen, and both end', async () => {
    await callControl(carol.page, 'Share screen').click();
    await expectPictureMoves(tile(bob.page, 'Carol’s screen'));
    await expect.poll(() => largest(bob.page)).toMatch('Carol’s screen');
    await callControl(carol.page, 'Stop sharing').click();
    await expect(tile(bob.page, 'Carol’s screen')).toHaveCount(0);
    await expect.poll(() => largest(bob.page)).toMatch('Alice’s screen');
    await callControl(alice.page, 'Stop sharing').click();
    await expect(tile(bob.page, 'Alice’s screen')).toHaveCount(0);
    await bob.page.keyboard.press('w');
  });

  test('a window that is loaded anew leaves no ghost and comes back', async () => {
    bob.page.on('dialog', (dialog) => void dialog.accept());
    await bob.page.reload();
    await expect(tiles(alice.page)).toHaveCount(2);
    await enterCall(bob.page);
    for (const { page } of [alice, bob, carol]) await expect(tiles(page)).toHaveCount(3);
    await expectMediaFlows(bob.page);
    await expectMediaFlows(alice.page);
  });

  test('six windows are in one call, each person with a second device', async () => {
    // Six software encoders at once are not what is tested.
    for (const { page } of [bob, carol]) await callControl(page, 'Stop camera').click();
    for (const profile of ['alice', 'bob', 'carol']) {
      const { page } = await people.openAgain(profile, { viewport: { width: 900, height: 700 } });
      await openPage(page, 'Launch plan');
      await page.getByRole('button', { name: 'Join call' }).click();
      const before = page.getByRole('region', { name: 'Before the call' });
      await expect(before).toContainText('You are in this call from another device.');
      await before.getByRole('button', { name: 'Stop camera' }).click();
      await before.getByRole('button', { name: 'Join too' }).click();
      // Two microphones in one room howl.
      await expect(callControl(page, 'Unmute')).toBeVisible();
    }
    for (const { page } of people.windows) await expect(tiles(page)).toHaveCount(6);
    for (const { page } of people.windows.slice(1)) await expectMediaFlows(page);
    await alice.page.keyboard.press('w');
    await checkScreen(alice.page);
  });

  test('whoever is left becomes host when the host leaves with all devices', async () => {
    const [, , , again] = people.windows;
    if (again === undefined) throw new Error('Alice has no second window');
    await leaveCall(again.page);
    await leaveCall(alice.page);
    await expect(tiles(bob.page)).toHaveCount(4);
    await bob.page.getByRole('button', { name: /^People, 4 in the call/ }).click();
    const list = bob.page.getByRole('complementary', { name: 'People in the call' });
    await expect(list.getByText('Host').first()).toBeVisible();
  });
});

function tiles(page: Page): Locator {
  return page.getByRole('group', { name: 'People in the call' }).getByRole('listitem');
}

function tile(page: Page, name: string): Locator {
  return tiles(page).filter({ hasText: name });
}

async function expectPictureMoves(tile: Locator): Promise<void> {
  const frames = (): Promise<number> =>
    tile
      .locator('video')
      .evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before + 5);
}

/** The words on the largest tile. */
async function largest(page: Page): Promise<string> {
  return tiles(page).evaluateAll((elements) => {
    const area = (element: Element): number => {
      const { width, height } = element.getBoundingClientRect();
      return width * height;
    };
    const [first] = elements.toSorted((a, b) => area(b) - area(a));
    return first?.textContent ?? '';
  });
}

import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { leaveCall, openPage } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { drawCamera } from './support/drawCamera.ts';
import { Gathering } from './support/Gathering.ts';
import { expectMediaFlows } from './support/media.ts';
import type { Person } from './support/openWindow.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/** What a person sees and chooses before a call, and that the call uses just that. */
test.describe.serial('before a call', () => {
  const people = new Gathering();
  let alice: Person;
  let bob: Person;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test.beforeAll(async () => {
    const camera = await drawCamera(people.data, 'anna');
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan', { camera });
    alice = shared.person;
    bob = await joinWorkspace(people, 'Bob', shared.workspace);
  });

  test('one sees oneself, the meter moves with the voice, nobody is inside', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const screen = prejoin(page);
    await expect(screen).toContainText('Launch plan');
    await expect(screen).toContainText('You are the first.');
    await expectPictureMoves(screen);
    await expect
      .poll(() => screen.getByRole('meter').getAttribute('aria-valuenow').then(Number))
      .toBeGreaterThan(20);
    await expect(screen.getByRole('button', { name: 'Start call' })).toBeFocused();
    await checkScreen(page);
  });

  test('the screen fits and is accessible in Korean and dark too', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+Shift+L');
    await chooseLanguage(page, 'Settings', '한국어');
    await expect(page.getByRole('button', { name: '통화 시작' })).toBeVisible();
    await checkScreen(page);
    await chooseLanguage(page, '설정', 'English');
    await page.keyboard.press('Control+Shift+L');
    await expect(prejoin(page)).toBeVisible();
  });

  test('Esc leaves, and the devices are given back', async () => {
    const { page } = alice;
    await page.keyboard.press('Escape');
    await expect(prejoin(page)).toBeHidden();
    expect(await liveTracks(page)).toBe(0);
  });

  test('muted, without camera, and the chosen devices are remembered', async () => {
    const { page } = alice;
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const screen = prejoin(page);
    await screen.getByRole('button', { name: 'Mute' }).click();
    await screen.getByRole('button', { name: 'Stop camera' }).click();
    await expect(screen.locator('video')).toHaveCount(0);
    await choose(page, 'Microphone', /^Fake Audio Input 2/);
    await choose(page, 'Speaker', /^Fake Audio Output 2/);
    await page.keyboard.press('Escape');
    await expect(screen).toBeHidden();

    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await expect(screen.getByRole('button', { name: 'Unmute' })).toBeVisible();
    await expect(screen.locator('video')).toHaveCount(0);
    await expect(field(page, 'Microphone')).toHaveValue(/^Fake Audio Input 2/);
    await expect(field(page, 'Speaker')).toHaveValue(/^Fake Audio Output 2/);
    await screen.getByRole('button', { name: 'Test the speaker' }).click();
    await expect(screen.getByRole('button', { name: 'Test the speaker' })).toHaveText('Playing…');
    await expect(screen.getByRole('button', { name: 'Test the speaker' })).toHaveText('Test');
    await screen.getByRole('button', { name: 'Unmute' }).click();
    await screen.getByRole('button', { name: 'Start camera' }).click();
    await expectPictureMoves(screen);
  });

  test('the background is blurred and sharp again, the noise suppressed', async () => {
    const { page } = alice;
    const screen = prejoin(page);
    const sharp = await sharpness(screen);
    await screen.getByRole('switch', { name: 'Blur background' }).click();
    await expect.poll(() => sharpness(screen)).toBeLessThan(sharp / 2);
    await expectPictureMoves(screen);
    await screen.getByRole('switch', { name: 'Blur background' }).click();
    await expect.poll(() => sharpness(screen)).toBeGreaterThan(sharp / 2);
    await screen.getByRole('switch', { name: 'Suppress noise' }).click();
    await expect(screen.getByRole('switch', { name: 'Suppress noise' })).toBeChecked();
  });

  test('Enter starts the call with what was open, and the others ring', async () => {
    const { page } = alice;
    await prejoin(page).getByRole('button', { name: 'Start call' }).focus();
    const opened = await openedDevices(page);
    await page.keyboard.press('Enter');
    await expect(bob.page.getByRole('alertdialog', { name: 'Alice is calling' })).toBeVisible();
    expect(await openedDevices(page)).toBe(opened);
    await expect(prejoin(page)).toBeHidden();
    await bob.page.keyboard.press('Escape');
  });

  test('Bob sees who is inside and joins', async () => {
    const { page } = bob;
    await page.getByRole('button', { name: 'Join call' }).click();
    await expect(prejoin(page)).toContainText('Alice in the call');
    await prejoin(page).getByRole('button', { name: 'Join', exact: true }).click();
    await expectMediaFlows(alice.page);
    await expectMediaFlows(bob.page);
    await leaveCall(page);
  });

  test('another device of Alice’s is offered to take the call over', async () => {
    const second = await people.openAgain('alice');
    const { page } = second;
    await openPage(page, 'Launch plan');
    await page.getByRole('button', { name: 'Join call' }).click();
    const screen = prejoin(page);
    await expect(screen).toContainText('You are in this call from another device.');
    await expect(screen.getByRole('button', { name: 'Join too' })).toBeVisible();
    await screen.getByRole('button', { name: 'Move here' }).click();
    await expect(page.getByRole('toolbar', { name: 'Call controls' })).toBeVisible();
    await expect(alice.page.getByText('The call goes on on your other device.')).toBeVisible();
    await expect(bob.page.getByRole('alertdialog')).toHaveCount(0);
    await leaveCall(page);
    await second.browser.close();
  });

  test('whoever skips the screen is inside at once, until they take it back', async () => {
    const { page } = bob;
    await page.getByRole('button', { name: /^(Join call|Call)$/ }).click();
    const skip = prejoin(page).getByRole('checkbox', { name: 'Skip this from now on' });
    await skip.click();
    await expect(skip).toBeChecked();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^(Join call|Call)$/ }).click();
    await expect(page.getByRole('toolbar', { name: 'Call controls' })).toBeVisible();
    await leaveCall(page);
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Sound and video' }).click();
    await dialog.getByRole('switch', { name: 'Show me first before I join' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^(Join call|Call)$/ }).click();
    await expect(prejoin(page)).toBeVisible();
    await page.keyboard.press('Escape');
  });
});

function prejoin(page: Page): Locator {
  return page.getByRole('region', { name: 'Before the call' });
}

/** Closing the settings with Esc must leave the screen behind them where it is. */
async function chooseLanguage(page: Page, settings: string, language: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('dialog', { name: settings }).getByText(language, { exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

function field(page: Page, name: string): Locator {
  return prejoin(page).getByRole('combobox', { name, exact: true });
}

async function choose(page: Page, name: string, device: RegExp): Promise<void> {
  await field(page, name).click();
  await page.getByRole('option', { name: device }).click();
}

async function expectPictureMoves(screen: Locator): Promise<void> {
  const video = screen.locator('video');
  const time = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(time).toBeGreaterThan(0);
  const before = await time();
  await expect.poll(time).toBeGreaterThan(before);
}

/** How much neighbouring pixels differ in the upper left corner, where only background is. */
async function sharpness(screen: Locator): Promise<number> {
  return screen.locator('video').evaluate((video: HTMLVideoElement) => {
    const { videoWidth: width, videoHeight: height } = video;
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d');
    if (pen === null || width === 0) return Number.NaN;
    pen.drawImage(video, 0, 0);
    const { data } = pen.getImageData(0, 0, Math.floor(width / 4), Math.floor(height / 3));
    let sum = 0;
    for (let at = 4; at < data.length; at += 4) {
      sum += Math.abs((data[at] ?? 0) - (data[at - 4] ?? 0));
    }
    return sum / data.length;
  });
}

/** Tracks of devices that are open in the page; see `watchDevices`. */
async function liveTracks(page: Page): Promise<number> {
  return page.evaluate(
    () => (window.confabDevices ?? []).filter((track) => track.readyState === 'live').length,
  );
}

/** How often a device was opened so far. */
async function openedDevices(page: Page): Promise<number> {
  return page.evaluate(() => (window.confabDevices ?? []).length);
}

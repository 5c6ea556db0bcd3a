import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { callControl, enterCall } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { Gathering } from './support/Gathering.ts';
import { expectMediaFlows, received } from './support/media.ts';
import type { Person } from './support/openWindow.ts';
import { joinWorkspace, shareWorkspace } from './support/sharedWorkspace.ts';

/** Devices that change while a call runs: the others go on seeing and hearing. */
test.describe.serial('devices in a call', () => {
  const people = new Gathering();
  let alice: Person;
  let bob: Person;

  test.afterEach(async () => {
    await attachScreens(test.info(), people.windows);
  });

  test.afterAll(() => people.end());

  test.beforeAll(async () => {
    const shared = await shareWorkspace(people, 'Alice', 'Launch plan');
    alice = shared.person;
    bob = await joinWorkspace(people, 'Bob', shared.workspace);
    await enterCall(alice.page);
    await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
    await expectMediaFlows(bob.page);
  });

  test('another microphone takes over and is heard', async () => {
    const { page } = alice;
    const before = await usedMicrophone(page);
    await page.getByRole('button', { name: 'Choose microphone and speaker' }).click();
    await page.getByRole('menuitemradio', { name: /^Fake Audio Input 2/ }).click();
    await expect.poll(() => usedMicrophone(page)).not.toBe(before);
    await page.keyboard.press('Escape');
    await expectMediaFlows(bob.page);
    // Only the new one is open: the old device was given back.
    await expect.poll(() => liveMicrophones(page)).toBe(1);
  });

  test('the camera is turned off and on ten times and is seen', async () => {
    const { page } = alice;
    for (let turn = 0; turn < 10; turn += 1) {
      await callControl(page, 'Stop camera').click();
      await callControl(page, 'Start camera').click();
    }
    await expect(callControl(page, 'Stop camera')).toBeVisible();
    await expectMediaFlows(bob.page);
  });

  test('a microphone that is pulled out is replaced, and that is said', async () => {
    const { page } = alice;
    await page.evaluate(() => {
      const used = (window.confabDevices ?? []).findLast(
        ({ kind, readyState }) => kind === 'audio' && readyState === 'live',
      );
      used?.stop();
      used?.dispatchEvent(new Event('ended'));
    });
    await expect(page.getByText(/was unplugged. Your microphone is now/)).toBeVisible();
    const before = await received(bob.page);
    await expect
      .poll(async () => (await received(bob.page)).audioEnergy)
      .toBeGreaterThan(before.audioEnergy);
  });

  test('background and noise are treated without a new track', async () => {
    const { page } = alice;
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Sound and video' }).click();
    for (const name of ['Blur background', 'Suppress noise']) {
      await dialog.getByRole('switch', { name }).click();
      await expect(dialog.getByRole('switch', { name })).toBeChecked();
    }
    await page.keyboard.press('Escape');
    await expectMediaFlows(bob.page);
  });
});

async function usedMicrophone(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () =>
      (window.confabDevices ?? []).findLast(
        ({ kind, readyState }) => kind === 'audio' && readyState === 'live',
      )?.label,
  );
}

async function liveMicrophones(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      (window.confabDevices ?? []).filter(
        ({ kind, readyState }) => kind === 'audio' && readyState === 'live',
      ).length,
  );
}

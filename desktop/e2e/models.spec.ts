import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { FakeModelHub } from '../src/hub/models/testing/FakeModelHub.ts';
import { catalogues } from '../src/renderer/locales/catalogues.ts';
import { giveName } from './support/actions.ts';
import { attachScreens } from './support/attachScreens.ts';
import { checkScreen } from './support/checkScreen.ts';
import { Gathering } from './support/Gathering.ts';

const { models } = catalogues.en;

/** Getting a speech model from a hub, measuring and removing it, and teaching it words. */
test.describe.serial('speech models', () => {
  const people = new Gathering();
  const hub = new FakeModelHub();
  let address: string;
  let page: Page;

  test.beforeAll(async () => {
    address = await hub.listen();
    ({ page } = await people.start('alice'));
    await giveName(page, 'Alice');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Speech' }).click();
  });
  test.afterEach(() => attachScreens(test.info(), people.windows));

  test.afterAll(async () => {
    await people.end();
    await hub.close();
  });

  const item = (name: string) => page.getByRole('listitem').filter({ hasText: name });

  test('says what can be had and recommends one', async () => {
    await expect(page.getByText(models.none)).toBeVisible();
    await expect(item('Whisper base')).toContainText(models.recommended);
    await expect(item('Whisper small')).toContainText('Korean: good');
    await checkScreen(page);
  });

  test('downloads from a mirror; what fails says why and can be tried again', async () => {
    const mirror = page.getByLabel(models.mirror, { exact: true });
    await mirror.fill('http://127.0.0.1:9');
    await page.getByRole('button', { name: models.mirrorSave, exact: true }).click();
    await page.getByRole('button', { name: 'Download Whisper tiny' }).click();
    await expect(item('Whisper tiny')).toContainText(models.downloading.retrying);
    await page.getByRole('button', { name: 'Pause the download of Whisper tiny' }).click();
    await expect(item('Whisper tiny')).toContainText(models.downloading.paused);
    hub.troubles.push((_request, response) => {
      response.writeHead(403).end();
      return true;
    });
    await mirror.fill(address);
    await page.getByRole('button', { name: models.mirrorSave, exact: true }).click();
    await page.getByRole('button', { name: 'Go on with the download of Whisper tiny' }).click();
    await expect(page.getByRole('alert')).toContainText('does not give this file away');
    await page.getByRole('button', { name: 'Try the download of Whisper tiny again' }).click();
    await expect(page.getByRole('radio', { name: 'Whisper tiny' })).toBeChecked();
    await expect(page.getByRole('button', { name: 'Download Whisper tiny' })).toBeHidden();
  });

  test('measures it, and recommends by what it measured', async () => {
    await expect(page.getByRole('radio', { name: 'Whisper tiny' })).toHaveAccessibleDescription(
      new RegExp(models.speed.unknown),
    );
    await page.getByRole('button', { name: 'Measure the speed of Whisper tiny' }).click();
    await expect(page.getByRole('radio', { name: 'Whisper tiny' })).toHaveAccessibleDescription(
      /× real time/,
      { timeout: 60_000 },
    );
  });

  test('keeps a glossary and rules', async () => {
    const terms = page.getByRole('combobox', { name: models.vocabulary.terms });
    await terms.fill('Confab');
    await terms.press('Enter');
    await page.getByLabel(models.vocabulary.heard).fill('con fab');
    await page.getByLabel(models.vocabulary.meant).fill('Confab');
    await page.getByRole('button', { name: models.vocabulary.add, exact: true }).click();
    await expect(page.getByLabel('con fab becomes Confab')).toBeVisible();
    await page.reload();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Speech' }).click();
    await expect(page.getByLabel('con fab becomes Confab')).toBeVisible();
    await page.getByLabel(models.vocabulary.heard).scrollIntoViewIfNeeded();
    await checkScreen(page);
    await page.getByRole('button', { name: 'Remove the rule con fab → Confab' }).click();
    await expect(page.getByLabel('con fab becomes Confab')).toBeHidden();
  });

  test('asks before it removes a model, naming it and its size', async () => {
    await page.getByRole('button', { name: /^Remove Whisper tiny/ }).click();
    await expect(page.getByText(/This frees .* on this device/)).toBeVisible();
    await page.getByRole('button', { name: models.removeAction }).click();
    await expect(page.getByText(models.none)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Download Whisper tiny' })).toBeVisible();
  });
});

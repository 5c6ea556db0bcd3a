import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..');
const entry = join(root, 'desktop', 'dist', 'electron', 'main.js');

/** Electron's program. Its package is not imported: that would start a download. */
function findRuntime(): string | null {
  const installed = join(root, 'node_modules', 'electron');
  const pathFile = join(installed, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(installed, 'dist');
  const path = join(folder, program);
  return existsSync(path) ? path : null;
}

const runtime = findRuntime();

test.describe('the Electron shell', () => {
  test.skip(runtime === null, 'the Electron runtime is not on this machine');

  let profileDir: string;
  let app: ElectronApplication;
  let page: Page;

  test.beforeEach(async () => {
    profileDir = mkdtempSync(join(tmpdir(), 'confab-electron-'));
    app = await launch();
    page = await app.firstWindow();
  });

  test.afterEach(async () => {
    await app.close();
    rmSync(profileDir, { recursive: true, force: true });
  });

  function launch(): Promise<ElectronApplication> {
    return electron.launch({
      executablePath: runtime ?? '',
      // Containers have no user namespaces for Chromium's own sandbox.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), entry],
      env: {
        ...process.env,
        XDG_CONFIG_HOME: join(profileDir, 'config'),
        CONFAB_PROFILE_DIR: profileDir,
        CONFAB_PROFILE: 'default',
      },
    });
  }

  test('opens the app with its hub, on an origin of its own', async () => {
    expect(new URL(page.url()).protocol).toBe('app:');
    await expect(page.getByLabel('Your name')).toBeVisible();
    expect(await page.evaluate(() => typeof window.confabShell)).toBe('object');
  });

  test('gives the page no Node, no Electron and no foreign script', async () => {
    const powers = await page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'electron'].filter((name) => name in window),
    );
    expect(powers).toEqual([]);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.ran = "yes"';
      document.head.append(script);
      return 'ran' in document.documentElement.dataset;
    });
    expect(ran).toBe(false);
  });

  test('goes nowhere else and opens no window but the mini call', async () => {
    const own = page.url();
    await page.evaluate(() => {
      location.href = 'data:text/html,elsewhere';
    });
    expect(await page.evaluate(() => window.open('about:blank', 'other') === null)).toBe(true);
    expect(page.url()).toBe(own);
  });

  test('the mini call is small, over all others, and as bare as it was opened', async () => {
    const opening = app.waitForEvent('window');
    await page.evaluate(() => {
      const mini = window.open('about:blank', 'confab-mini-call');
      mini?.document.body.append('Plan');
    });
    const mini = await opening;
    await expect(mini.locator('body')).toHaveText('Plan');
    expect(await mini.evaluate(() => 'confabShell' in window)).toBe(false);
    await mini.evaluate(() => {
      location.href = 'https://example.org/';
    });
    expect(await mini.evaluate(() => window.open('about:blank', 'other') === null)).toBe(true);
    expect(mini.url()).toBe('about:blank');
    const onTop = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isAlwaysOnTop()),
    );
    expect(onTop.toSorted()).toEqual([false, true]);
    const closed = mini.waitForEvent('close');
    await page.reload();
    await closed;
  });

  test('a window that closes stays, hidden, and a second start shows it', async () => {
    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(isVisible).toBe(true);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(isVisible).toBe(false);
    const memory = () => readFileSync(join(profileDir, 'shell.json'), 'utf8');
    await expect.poll(memory).toContain('"toldOfTray":true');
    const second = await launch().catch(() => null);
    await second?.waitForEvent('close');
    await expect.poll(isVisible).toBe(true);
  });

  test('starts with the computer when it is told to', async () => {
    test.skip(process.platform !== 'linux', 'other systems keep a list that this would change');
    const entry = join(profileDir, 'config', 'autostart', 'confab.desktop');
    await page.evaluate(() => window.confabShell?.setAutostart(true));
    expect(readFileSync(entry, 'utf8')).toContain('--minimized');
    expect(await page.evaluate(() => window.confabShell?.autostart())).toBe(true);
    await page.evaluate(() => window.confabShell?.setAutostart(false));
    expect(existsSync(entry)).toBe(false);
  });

  test('denies what a page has no use for', async () => {
    const state = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
    );
    expect(state).toBe('denied');
  });

  test('keeps what was written over a restart', async () => {
    await page.getByLabel('Your name').fill('Anna');
    await page.getByRole('button', { name: 'Start writing' }).click();
    const editor = page.locator('.bn-editor');
    await expect(editor).toBeVisible();
    await app.close();
    app = await launch();
    page = await app.firstWindow();
    await expect(page.locator('.bn-editor')).toBeVisible();
  });

  test('a second start brings the first one forward and ends', async () => {
    const second = await launch().catch(() => null);
    await second?.waitForEvent('close');
    expect(app.windows()).toHaveLength(1);
  });
});

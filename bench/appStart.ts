import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { launchChromium } from '../desktop/e2e/support/openWindow.ts';
import { connectTab } from '../desktop/src/hub/testing/connectTab.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';
import { buildRenderer, startApp } from './runningApp.ts';

const starts = 5;
const goalMs = 1800;

/** From starting the app's process until its page can be written in; the browser runs already. */
export const appStart: Benchmark = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  const profileDir = join(folder, 'profile');
  say('building the renderer');
  const rendererDir = await buildRenderer(folder);
  const browser = await launchChromium([]);
  try {
    await beginProfile(profileDir, rendererDir);
    const took: number[] = [];
    for (let start = 0; start < starts; start++) {
      const startedAt = performance.now();
      const app = await startApp(profileDir, rendererDir);
      // A context of its own: nothing of the start before is in its cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(app.url);
      await page.locator('.bn-editor[contenteditable="true"]').waitFor();
      took.push(performance.now() - startedAt);
      await context.close();
      await app.stop();
    }
    say(`slowest of ${starts}: ${rounded(Math.max(...took))} ms`);
    const ours = median(took);
    return {
      name: 'app-start',
      unit: 'ms',
      ours: rounded(ours),
      reference: null,
      ratio: null,
      goal: `editable within ${goalMs} ms`,
      met: ours <= goalMs,
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** A profile past its first screen. */
async function beginProfile(profileDir: string, rendererDir: string): Promise<void> {
  const app = await startApp(profileDir, rendererDir);
  const tab = await connectTab(app.url);
  await tab.request('profile.setName', { name: 'Benchmark' });
  tab.close();
  await app.stop();
}

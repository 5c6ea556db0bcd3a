import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createMediaServer } from '@confab/media-server';
import type { MediaServer } from '@confab/media-server';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { mintToken } from '../media-server/src/testing/mintToken.ts';
import { startBareServer } from './joinFirstFrame/bareServer.ts';
import { median, quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const joins = 40;
/**
 * Chromium ignores a key frame request that comes within 300 ms of the last one, and mediasoup then
 * asks again after a second: joins that follow each other faster would measure that.
 */
const pauseMs = 1500;
/** Joins come at any time between two frames of the camera. */
const frameMs = 50;
const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * From a token in hand to the first decoded frame of the one camera in the room, next to a page that
 * talks to mediasoup with nothing between. Both load mediasoup-client's code beforehand.
 */
export const joinFirstFrame: Benchmark = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  const bare = await startBareServer();
  const media = await createMediaServer({
    host: '127.0.0.1',
    port: 0,
    dataFolder: folder,
    listenIp: '127.0.0.1',
    announcedAddress: undefined,
    rtcPort: 0,
    apiKeys: [],
    syncUrl: undefined,
    workerBin: process.env['MEDIASOUP_WORKER_BIN'],
    workers: 1,
    log: silent,
  });
  const page = await serveAndOpen();
  try {
    await page.watched.evaluate((url) => window.bench.publishBare(url), bare.url);
    const ticket = async (identity: string) => ticketFor(media, identity);
    await page.watched.evaluate((one) => window.bench.publishOurs(one), await ticket('publisher'));
    const ours: number[] = [];
    const reference: number[] = [];
    // The first of each warms the codecs and is not counted.
    for (let join = 0; join <= joins; join++) {
      const one = await ticket(`viewer-${join}`);
      await setTimeout(pauseMs + Math.random() * frameMs);
      const mine = await page.viewer.evaluate((given) => window.bench.joinOurs(given), one);
      await setTimeout(Math.random() * frameMs);
      const theirs = await page.viewer.evaluate((url) => window.bench.joinBare(url), bare.url);
      if (join === 0) continue;
      ours.push(mine);
      reference.push(theirs);
      if (join % 10 === 0) say(`${join} of ${joins} joins`);
    }
    const ratio = median(ours) / median(reference);
    const p95 = quantile(ours, 0.95);
    say(`p95 ${rounded(p95)} ms, reference ${rounded(quantile(reference, 0.95))} ms`);
    return {
      name: 'join-first-frame',
      unit: 'ms (median)',
      ours: rounded(median(ours)),
      reference: rounded(median(reference)),
      ratio: rounded(ratio),
      goal: 'at most 1.15 times bare mediasoup, p95 at most 500 ms',
      met: ratio <= 1.15 && p95 <= 500,
    };
  } finally {
    await page.close();
    await media.close();
    await bare.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function ticketFor(
  media: MediaServer,
  identity: string,
): Promise<{ url: string; token: string }> {
  return {
    url: `${media.url.replace('http', 'ws')}/signaling`,
    token: await mintToken(media.apiKey, { room: 'benchmark', identity }),
  };
}

/** Bundles the page, serves it on loopback and opens it twice: who publishes, and who joins. */
async function serveAndOpen(): Promise<{ watched: Page; viewer: Page; close(): Promise<void> }> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('./joinFirstFrame/page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const executablePath = process.env['CONFAB_CHROMIUM'];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      // The window that publishes is behind the one that joins and must not be slowed down for it.
      '--disable-renderer-backgrounding',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
    ],
  });
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => 'bench' in window);
    return page;
  };
  return {
    watched: await open(),
    viewer: await open(),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

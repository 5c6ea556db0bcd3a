import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const desktop = fileURLToPath(new URL('../../..', import.meta.url));
const page = 'e2e/support/stage/index.html';

/**
 * Builds the page that draws a call of made-up people, as the app is built, and serves it on a free
 * port of this machine: it is opened often, and from its sources it would be a thousand requests.
 */
export async function serveStage(): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const outDir = mkdtempSync(join(tmpdir(), 'confab-stage-'));
  const options = {
    root: desktop,
    configFile: join(desktop, 'vite.config.ts'),
    logLevel: 'error',
  } as const;
  await build({
    ...options,
    build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(desktop, page) } },
  });
  const server = await preview({
    ...options,
    build: { outDir },
    preview: { host: '127.0.0.1', port: await freePort(), strictPort: true },
  });
  const [origin] = server.resolvedUrls?.local ?? [];
  if (origin === undefined) throw new Error('Vite has no address');
  return {
    url: new URL(page, origin).href,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

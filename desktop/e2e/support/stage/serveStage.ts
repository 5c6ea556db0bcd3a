import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const desktop = fileURLToPath(new URL('../../..', import.meta.url));

/** Serves the page that draws a call of made-up people on a free port of this machine. */
export async function serveStage(): Promise<{
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const server = await createServer({
    root: desktop,
    configFile: join(desktop, 'vite.config.ts'),
    cacheDir: join(tmpdir(), 'confab-stage-vite'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: await freePort(), strictPort: true, hmr: false },
  });
  await server.listen();
  const [origin] = server.resolvedUrls?.local ?? [];
  if (origin === undefined) throw new Error('Vite has no address');
  return {
    url: new URL('/e2e/support/stage/index.html', origin).href,
    close: () => server.close(),
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

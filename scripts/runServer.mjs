// npm run sync-server, npm run media-server. Standard output belongs to the server's ready line.
import { join } from 'node:path';

import { handOver } from './setup/handOver.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { mediasoupWorker } from './setup/mediasoupWorker.mjs';
import { nodeRuntime } from './setup/nodeRuntime.mjs';
import { root } from './setup/paths.mjs';
import { Reporter } from './setup/Reporter.mjs';
import { runEntry } from './setup/runEntry.mjs';
import { SetupError } from './setup/SetupError.mjs';

const servers = ['sync-server', 'media-server'];
const [server, ...args] = process.argv.slice(2);

async function setUp() {
  if (!servers.includes(server)) {
    throw new SetupError(
      `Usage: node scripts/runServer.mjs ${servers.join(' | ')} [--port N] [--data DIR]`,
    );
  }
  const reporter = new Reporter(process.stderr);
  await installPackages({ root, reporter });
  const node = nodeRuntime(root);
  if (server !== 'media-server' || args.includes('--help')) return { node, env: {} };
  const worker = await mediasoupWorker({ root, reporter });
  if (worker.path === null) throw new SetupError(worker.reason);
  return { node, env: { MEDIASOUP_WORKER_BIN: worker.path } };
}

await runEntry(setUp, ({ node, env }) =>
  handOver({ node, entry: join(root, server, 'src', 'main.ts'), args, env }),
);

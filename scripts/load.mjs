// npm run load: puts people of the load client's making into a media server's rooms.
import { join } from 'node:path';

import { handOver } from './setup/handOver.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { mediasoupWorker } from './setup/mediasoupWorker.mjs';
import { nodeRuntime } from './setup/nodeRuntime.mjs';
import { root } from './setup/paths.mjs';
import { Reporter } from './setup/Reporter.mjs';
import { runEntry } from './setup/runEntry.mjs';
import { SetupError } from './setup/SetupError.mjs';

const args = process.argv.slice(2);

async function setUp() {
  const reporter = new Reporter(process.stderr);
  await installPackages({ root, reporter });
  const node = nodeRuntime(root);
  if (args.includes('--url') || args.includes('--help')) return { node, env: {} };
  // A server is started here: it needs a worker.
  const worker = await mediasoupWorker({ root, reporter });
  if (worker.path === null) throw new SetupError(worker.reason);
  return { node, env: { MEDIASOUP_WORKER_BIN: worker.path } };
}

await runEntry(setUp, ({ node, env }) =>
  handOver({ node, entry: join(root, 'load', 'main.ts'), args, env }),
);

// npm run confab: the command line next to the app. Standard output belongs to its answer.
import { join } from 'node:path';

import { handOver } from './setup/handOver.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { nodeRuntime } from './setup/nodeRuntime.mjs';
import { root } from './setup/paths.mjs';
import { Reporter } from './setup/Reporter.mjs';
import { runEntry } from './setup/runEntry.mjs';

async function setUp() {
  await installPackages({ root, reporter: new Reporter(process.stderr) });
  return nodeRuntime(root);
}

await runEntry(setUp, (node) =>
  handOver({
    node,
    entry: join(root, 'desktop', 'src', 'cli', 'main.ts'),
    args: process.argv.slice(2),
  }),
);

// npm run bench: measures Confab next to references on this machine.
import { join } from 'node:path';

import { buildApp } from './setup/buildApp.mjs';
import { handOver } from './setup/handOver.mjs';
import { Reporter } from './setup/Reporter.mjs';
import { root } from './setup/paths.mjs';
import { runEntry } from './setup/runEntry.mjs';
import { setUpForTests } from './setup/setUpForTests.mjs';

async function setUp() {
  const reporter = new Reporter(process.stderr);
  const ready = await setUpForTests({ root, reporter, purpose: 'measure' });
  await buildApp({ root, node: ready.node, electron: false, reporter });
  return ready;
}

await runEntry(setUp, ({ node, env }) =>
  handOver({ node, entry: join(root, 'bench', 'main.ts'), args: process.argv.slice(2), env }),
);

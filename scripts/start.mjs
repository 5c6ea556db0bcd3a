// npm start: from a bare clone to the app on the screen.
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildApp } from './setup/buildApp.mjs';
import { electronRuntime } from './setup/electronRuntime.mjs';
import { handOver } from './setup/handOver.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { mediasoupWorker } from './setup/mediasoupWorker.mjs';
import { nodeRuntime } from './setup/nodeRuntime.mjs';
import { root } from './setup/paths.mjs';
import { Reporter } from './setup/Reporter.mjs';
import { runEntry } from './setup/runEntry.mjs';

const usage = `Usage: npm start -- [--profile NAME] [--data DIR] [--no-open]

  --profile NAME  a person and their data; each has a window of its own (default: default)
  --data DIR      where all profiles and the local servers keep their data
                  (default: this system's folder for application data)
  --no-open       only print the address of the app, open nothing
  --help          show this text
`;

const args = process.argv.slice(2);

/** Looks at the arguments before minutes of set-up are spent; the launcher reads them in earnest. */
function wantsHelp() {
  const { values } = parseArgs({
    args,
    options: {
      profile: { type: 'string' },
      data: { type: 'string' },
      'no-open': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values.help === true;
}

async function setUp() {
  const reporter = new Reporter(process.stdout);
  await installPackages({ root, reporter });
  const node = nodeRuntime(root);
  const worker = await mediasoupWorker({ root, reporter });
  if (worker.path === null) reporter.say(`Calls are left out: ${worker.reason}`);
  const electron = await electronRuntime({ root, reporter });
  if (!electron.available) {
    reporter.say(`Electron is not used, since ${electron.reason}: Confab opens in the browser.`);
  }
  await buildApp({ root, node, electron: electron.available, reporter });
  return { node, worker: worker.path, shell: electron.available ? 'electron' : 'browser' };
}

function launch({ node, worker, shell }) {
  const entry = join(root, 'desktop', 'src', 'launcher', 'main.ts');
  const env = { CONFAB_SHELL: shell, MEDIASOUP_WORKER_BIN: worker ?? '' };
  return handOver({ node, entry, args, env });
}

try {
  if (wantsHelp()) process.stdout.write(usage);
  else await runEntry(setUp, launch);
} catch (error) {
  if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

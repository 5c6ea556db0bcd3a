import { delimiter, join } from 'node:path';

import { findChromium } from './findChromium.mjs';
import { installPackages } from './installPackages.mjs';
import { mediasoupWorker } from './mediasoupWorker.mjs';
import { nodeRuntime } from './nodeRuntime.mjs';
import { SetupError } from './SetupError.mjs';
import { ensureSystemPackages, testNeeds, traceNeeds } from './systemPackages.mjs';

/**
 * Everything but the built app that a run with real calls in a real browser needs. Unlike a start of
 * the app it does not go on without one of the parts.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {import('./Reporter.mjs').Reporter} options.reporter
 * @param {string} options.purpose the end of "needed to …"
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} how to run programs
 * @throws {SetupError}
 */
export async function setUpForTests({ root, reporter, purpose }) {
  await installPackages({ root, reporter });
  const node = nodeRuntime(root);
  const packages = await ensureSystemPackages(testNeeds, { purpose, reporter });
  if (!packages.ok) throw new SetupError(packages.reason);
  const tracer = await ensureSystemPackages(traceNeeds, { purpose: 'trace disk syncs', reporter });
  if (!tracer.ok) reporter.say(tracer.reason);
  const worker = await mediasoupWorker({ root, reporter });
  if (worker.path === null) throw new SetupError(worker.reason);
  const bin = join(root, 'node_modules', '.bin');
  return {
    node,
    env: {
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      MEDIASOUP_WORKER_BIN: worker.path,
      CONFAB_CHROMIUM: findChromium() ?? '',
    },
  };
}

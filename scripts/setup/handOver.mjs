import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { workFolder } from './paths.mjs';
import { onStopRequest } from './stopRequests.mjs';

const patienceMs = 30_000;

/**
 * Runs a program of Confab in the pinned Node, with this process' own streams, and ends as it ends.
 * The program holds an IPC channel: should this process be killed, the channel closes and the
 * program stops by itself.
 *
 * @param {object} options
 * @param {string} options.node the Node binary
 * @param {string} options.entry the TypeScript file to run
 * @param {string[]} options.args
 * @param {NodeJS.ProcessEnv} [options.env] added to this process' environment
 * @returns {Promise<number>} the exit code
 */
export function handOver({ node, entry, args, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [entry, ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      // Node keeps what it compiled, types stripped: the second start takes half the time.
      env: { NODE_COMPILE_CACHE: join(workFolder, 'node'), ...process.env, ...env },
    });
    let forced;
    const stopListening = onStopRequest(() => {
      // Windows has no SIGTERM that a program could answer: there the channel tells.
      if (process.platform === 'win32') child.disconnect();
      else child.kill('SIGTERM');
      forced = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(forced);
      stopListening();
      resolve(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1));
    });
  });
}

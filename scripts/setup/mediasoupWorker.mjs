import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildWorker } from './buildWorker.mjs';
import { downloadWorker } from './downloadWorker.mjs';
import { failureMemory } from './failureMemory.mjs';
import { cacheFolder } from './paths.mjs';
import { withLock } from './pidLock.mjs';
import { SetupError } from './SetupError.mjs';
import { ensureSystemPackages, workerBuildNeeds } from './systemPackages.mjs';

/** A worker that runs on this machine ends with this code when Node's side did not start it. */
const goodExitCode = 41;
const recipe = fileURLToPath(new URL('mediasoup-worker', import.meta.url));

/**
 * Finds a binary of mediasoup's worker, or makes one: what MEDIASOUP_WORKER_BIN names, what an
 * earlier run left in the cache, the published binary, or a build from the npm package's source.
 *
 * @param {{ root: string, reporter: import('./Reporter.mjs').Reporter }} options
 * @returns {Promise<{ path: string } | { path: null, reason: string }>} the reason is for a person
 */
export async function mediasoupWorker({ root, reporter }) {
  const named = process.env.MEDIASOUP_WORKER_BIN;
  if (named) {
    if (isGoodWorker(named)) return { path: named };
    return { path: null, reason: `MEDIASOUP_WORKER_BIN names a worker that cannot run: ${named}` };
  }
  const source = join(root, 'node_modules', 'mediasoup');
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const key = `${version}-${process.platform}-${process.arch}-${hashOfFolder(recipe)}`;
  const cache = join(cacheFolder(), 'mediasoup-worker');
  const folder = join(cache, key);
  const path = join(
    folder,
    process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker',
  );
  if (isGoodWorker(path)) return { path };

  const onWait = (pid) => reporter.say(`Waiting for process ${pid}, which makes the media worker`);
  return await withLock(
    join(cache, `${key}.lock`),
    async () => {
      if (isGoodWorker(path)) return { path };
      await rm(folder, { recursive: true, force: true });
      await mkdir(cache, { recursive: true });
      return await make({ source, version, cache, folder, path, reporter });
    },
    { onWait },
  );
}

async function make({ source, version, cache, folder, path, reporter }) {
  const download = failureMemory(join(cache, `${version}.download-failed.json`));
  if (download.recall() === null) {
    try {
      await reporter.step('Downloading the media worker', () =>
        downloadWorker({ source, folder, path, isGood: isGoodWorker }),
      );
      return { path };
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      download.remember(error.message);
      reporter.say(
        `The published media worker cannot be used (${error.message}); it is built instead.`,
      );
    }
  }
  const packages = await ensureSystemPackages(workerBuildNeeds, {
    purpose: 'build the media worker',
    reporter,
  });
  if (!packages.ok) return { path: null, reason: packages.reason };
  try {
    await reporter.step('Building the media worker', (update) =>
      buildWorker({ source, recipe, cache, folder, path, update, isGood: isGoodWorker }),
    );
    return { path };
  } catch (error) {
    if (error instanceof SetupError) return { path: null, reason: error.message };
    throw error;
  }
}

/** @param {string} path @returns {boolean} whether the binary is there and can run on this machine */
export function isGoodWorker(path) {
  if (!existsSync(path)) return false;
  return spawnSync(path, [], { env: {}, stdio: 'ignore', timeout: 10_000 }).status === goodExitCode;
}

/** A changed recipe makes another binary, so the name of the cached one holds its hash. */
function hashOfFolder(folder) {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of files) hash.update(relative(folder, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
}

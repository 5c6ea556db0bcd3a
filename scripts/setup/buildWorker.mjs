import { readFileSync, writeFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { CommandError, runCommand } from './runCommand.mjs';
import { SetupError } from './SetupError.mjs';

/**
 * OpenSSL with kernel TLS asks a BIO through BIO_ctrl whether kTLS is on, and this callback's 1 for
 * any operation but a plain return says yes: no write buffer is allocated and the worker dies at the
 * first ServerHello. The bit is to be tested, since OpenSSL combines it with the operation.
 */
const patch = {
  file: join('src', 'RTC', 'DtlsTransport.cpp'),
  find: 'operationType == BIO_CB_RETURN)',
  replace: 'operationType & BIO_CB_RETURN)',
};

/**
 * Builds the worker from the source in the npm package against the system's libraries, with CMake
 * and Ninja, on a copy: node_modules stays as npm made it.
 *
 * @param {object} options
 * @param {string} options.source the folder of the npm package
 * @param {string} options.recipe the folder with CMakeLists.txt and the shim headers
 * @param {string} options.cache where to work
 * @param {string} options.folder where the binary's folder shall be; made in one step at the end
 * @param {string} options.path the binary in it
 * @param {(detail: string) => void} options.update is told `done/all files`
 * @param {(path: string) => boolean} options.isGood
 * @throws {SetupError} with the compiler's last lines and the path of the whole log
 */
export async function buildWorker({ source, recipe, cache, folder, path, update, isGood }) {
  const draft = await mkdtemp(join(cache, 'build-'));
  const log = [];
  const run = async (file, args) => {
    await runCommand(file, args, {
      onLine: (line) => {
        log.push(line);
        const progress = /^\[(\d+\/\d+)\]/.exec(line)?.[1];
        if (progress !== undefined) update(`${progress} files`);
      },
    });
  };
  try {
    const worker = join(draft, 'source');
    await copySource(join(source, 'worker'), worker);
    applyPatch(worker);
    const build = join(draft, 'build');
    const settings = ['-DCMAKE_BUILD_TYPE=Release', `-DWORKER_SOURCE=${worker}`];
    await run('cmake', ['-G', 'Ninja', '-S', recipe, '-B', build, ...settings]);
    await run('cmake', ['--build', build]);
    const result = join(draft, 'result');
    await mkdir(result);
    const binary = join(result, basename(path));
    await rename(join(build, 'mediasoup-worker'), binary);
    await chmod(binary, 0o755);
    if (!isGood(binary)) throw new SetupError('The media worker was built but does not run.');
    await mkdir(dirname(folder), { recursive: true });
    await rename(result, folder);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const logFile = join(cache, 'build.log');
    writeFileSync(logFile, log.join('\n'));
    const what = error.lines.find((line) => /\berror\b/i.test(line)) ?? error.message;
    throw new SetupError(`The media worker could not be built: ${what} (all of it: ${logFile})`, {
      cause: error,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function copySource(from, to) {
  await mkdir(to);
  for (const part of ['src', 'include', 'fbs', 'deps', 'meson.build']) {
    await cp(join(from, part), join(to, part), { recursive: true });
  }
}

/** @param {string} worker the folder of the source to change */
export function applyPatch(worker) {
  const path = join(worker, patch.file);
  const before = readFileSync(path, 'utf8');
  if (before.split(patch.find).length !== 2) {
    throw new SetupError(
      `The media worker's source is not as expected: ${patch.file} has no single "${patch.find}".`,
    );
  }
  writeFileSync(path, before.replace(patch.find, patch.replace));
}

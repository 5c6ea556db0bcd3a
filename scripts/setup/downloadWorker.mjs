import { createWriteStream, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { CommandError, runCommand } from './runCommand.mjs';
import { SetupError } from './SetupError.mjs';

const answerLimitMs = 15_000;
const wholeLimitMs = 120_000;

/**
 * Downloads the worker that mediasoup publishes for this machine. The file's name comes from
 * mediasoup's own script, so it follows what they publish.
 *
 * @param {object} options
 * @param {string} options.source the folder of the npm package
 * @param {string} options.folder where the binary's folder shall be; made in one step at the end
 * @param {string} options.path the binary in it
 * @param {(path: string) => boolean} options.isGood
 * @throws {SetupError} why it is not to be had
 */
export async function downloadWorker({ source, folder, path, isGood }) {
  const { version, repository } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const base =
    process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ||
    `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const draft = await mkdtemp(join(dirname(folder), 'download-'));
  try {
    const archive = join(draft, 'worker.tgz');
    await fetchTo(`${base}/${version}/${await publishedName(source)}`, archive);
    await runCommand('tar', ['-xzf', archive, '-C', draft], { limitMs: wholeLimitMs });
    await rm(archive);
    const binary = join(draft, basename(path));
    await chmod(binary, 0o755);
    if (!isGood(binary)) throw new SetupError('it does not run on this system');
    await mkdir(dirname(folder), { recursive: true });
    await rename(draft, folder);
  } catch (error) {
    if (error instanceof CommandError) throw new SetupError(error.message, { cause: error });
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function publishedName(source) {
  const script = join(source, 'npm-scripts.mjs');
  const lines = await runCommand(process.execPath, [script, 'worker:prebuild-name'], {
    cwd: source,
    limitMs: answerLimitMs,
  });
  const name = /mediasoup-worker-[\w.-]+\.tgz/.exec(lines.join('\n'))?.[0];
  if (name === undefined) throw new SetupError('mediasoup names none for this system');
  return name;
}

async function fetchTo(url, path) {
  const controller = new AbortController();
  const answer = setTimeout(() => controller.abort(), answerLimitMs);
  const whole = setTimeout(() => controller.abort(), wholeLimitMs);
  try {
    const response = await fetch(url, { signal: controller.signal });
    clearTimeout(answer);
    if (!response.ok || response.body === null) {
      throw new SetupError(`${new URL(url).host} answered ${response.status}`);
    }
    await pipeline(Readable.fromWeb(response.body), createWriteStream(path));
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const why = controller.signal.aborted
      ? 'no answer in time'
      : (error.cause?.code ?? error.message);
    throw new SetupError(`${new URL(url).host}: ${why}`, { cause: error });
  } finally {
    clearTimeout(answer);
    clearTimeout(whole);
  }
}

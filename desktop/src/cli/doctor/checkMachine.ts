import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { readModelFolder } from '../../speech-model/modelFolder.ts';
import { installCommand } from '../audio/decodeWithFfmpeg.ts';
import { findProgram } from './findProgram.ts';

/** One thing Confab uses, and what to do where it is not there. */
export type Check =
  | { readonly name: string; readonly ok: true; readonly found: string }
  | {
      readonly name: string;
      readonly ok: false;
      readonly required: boolean;
      /** What does not work without it. */
      readonly use: string;
      readonly remedy: string;
    };

const require = createRequire(import.meta.url);
const oldestNode = 24;
const spaceNeeded = 1024 ** 3;
/** mediasoup's worker ends with this code when it was not started by its Node side. */
const workerExitCode = 41;

/** Looks at everything; nothing is changed or downloaded. */
export async function checkMachine(dataFolder: string): Promise<Check[]> {
  const electron = electronRuntime();
  const chromium = findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
    process.env['CONFAB_CHROMIUM'],
  );
  return [
    checkNode(),
    check('Electron', electron, {
      required: electron === null && chromium === null,
      use: 'a window of its own; without it the app opens in the browser',
      remedy: 'npm start downloads it where it can; ELECTRON_OVERRIDE_DIST_PATH names another',
    }),
    check('Chromium', chromium, {
      required: electron === null && chromium === null,
      use: 'the app in a browser, and the tests',
      remedy: 'install Chromium, Chrome or Edge',
    }),
    check('media worker', await mediaWorker(), {
      required: false,
      use: 'calls through this machine',
      remedy: 'npm start downloads or builds it; MEDIASOUP_WORKER_BIN names another',
    }),
    await checkOnnxRuntime(),
    check('ffmpeg', findProgram(['ffmpeg']), {
      required: false,
      use: 'confab transcribe for anything but WAV',
      remedy: installCommand(),
    }),
    await checkSpace(dataFolder),
    check('speech model', await speechModels(dataFolder), {
      required: false,
      use: 'captions and minutes',
      remedy: 'import a Whisper model in the settings of the app',
    }),
  ];
}

function check(
  name: string,
  found: string | null,
  missing: { readonly required: boolean; readonly use: string; readonly remedy: string },
): Check {
  return found === null ? { name, ok: false, ...missing } : { name, ok: true, found };
}

function checkNode(): Check {
  const { node } = process.versions;
  const recent = Number.parseInt(node, 10) >= oldestNode;
  return check('Node', recent ? node : null, {
    required: true,
    use: 'everything',
    remedy: `this is ${node}; npm start installs Node ${oldestNode} into the project, or install it yourself`,
  });
}

/** Only looks for its files: importing the package would start a download. */
function electronRuntime(): string | null {
  const folder = packageFolder('electron');
  if (folder === null) return null;
  const pathFile = join(folder, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = join(elsewhere ?? join(folder, 'dist'), program);
  return existsSync(path) ? path : null;
}

/** A worker that runs here: the one the environment names, or one in the cache of the set-up. */
async function mediaWorker(): Promise<string | null> {
  const named = process.env['MEDIASOUP_WORKER_BIN'];
  const candidates = named === undefined ? await cachedWorkers() : [named];
  return candidates.find((path) => existsSync(path) && workerRuns(path)) ?? null;
}

async function cachedWorkers(): Promise<string[]> {
  const folder = packageFolder('mediasoup');
  if (folder === null) return [];
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = join(cacheFolder(), 'mediasoup-worker');
  const program = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';
  const names = existsSync(cache) ? await readdir(cache) : [];
  return names
    .filter((name) => name.startsWith(`${version}-${process.platform}-${process.arch}-`))
    .map((name) => join(cache, name, program));
}

function workerRuns(path: string): boolean {
  const { status } = spawnSync(path, [], { env: {}, stdio: 'ignore', timeout: 10_000 });
  return status === workerExitCode;
}

async function checkOnnxRuntime(): Promise<Check> {
  try {
    const { env } = await import('onnxruntime-node');
    return { name: 'onnxruntime', ok: true, found: env.versions.node ?? env.versions.common };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      name: 'onnxruntime',
      ok: false,
      required: true,
      use: 'captions and minutes',
      remedy: `npm ci installs it; it says: ${reason}`,
    };
  }
}

async function checkSpace(dataFolder: string): Promise<Check> {
  const folder = existingParent(dataFolder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const gigabytes = `${(free / 1024 ** 3).toFixed(1)} GB free at ${folder}`;
  return check('disk space', free >= spaceNeeded ? gigabytes : null, {
    required: true,
    use: 'everything',
    remedy: `only ${gigabytes}; make room for at least 1 GB`,
  });
}

function existingParent(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder
    ? folder
    : existingParent(dirname(folder));
}

/** Names of the complete models in all profiles. */
async function speechModels(dataFolder: string): Promise<string | null> {
  const profiles = join(dataFolder, 'profiles');
  const found: string[] = [];
  for (const profile of await foldersIn(profiles)) {
    const models = join(profiles, profile, 'models');
    for (const model of await foldersIn(models)) {
      const complete = await readModelFolder(join(models, model)).then(
        () => true,
        () => false,
      );
      if (complete) found.push(`${model} (profile ${profile})`);
    }
  }
  return found.length === 0 ? null : found.join(', ');
}

async function foldersIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

/** Where the set-up keeps what is costly to make. */
function cacheFolder(): string {
  const { LOCALAPPDATA: local, XDG_CACHE_HOME: cache } = process.env;
  if (process.platform === 'win32') {
    return join(local ?? join(homedir(), 'AppData', 'Local'), 'Confab', 'Cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Confab');
  return join(cache !== undefined && cache !== '' ? cache : join(homedir(), '.cache'), 'confab');
}

/** Found by the package's entry: not every package lets its `package.json` be asked for. */
function packageFolder(name: string): string | null {
  const end = join('node_modules', ...name.split('/'));
  try {
    const entry = require.resolve(name);
    return entry.slice(0, entry.lastIndexOf(end) + end.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

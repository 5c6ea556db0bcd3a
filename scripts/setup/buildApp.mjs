import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { withLock } from './pidLock.mjs';
import { CommandError, runCommand } from './runCommand.mjs';
import { SetupError } from './SetupError.mjs';

/** Kept inside the built folder, so that the two can never disagree. */
const stampName = '.built-from';

/**
 * Builds what Node does not run as it stands: the renderer, and for Electron its main process,
 * preload, hub and transcriber. Skipped while the sources are those of the last build. A build is
 * made in a folder of its own and swapped in, so that a crash leaves no half of one.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.node the Node to build with
 * @param {boolean} options.electron whether Electron's parts are wanted too
 * @param {import('./Reporter.mjs').Reporter} options.reporter
 * @throws {SetupError} with what the bundler said
 */
export async function buildApp({ root, node, electron, reporter }) {
  const desktop = join(root, 'desktop');
  const common = ['shared-types/src', 'package-lock.json'];
  const parts = [
    {
      title: 'Building the app',
      output: join(desktop, 'dist', 'renderer'),
      inputs: [
        ...common,
        ...['index.html', 'vite.config.ts', 'preloadPage.ts', 'public'].map(
          (name) => `desktop/${name}`,
        ),
        ...['renderer', 'shell', 'target-browser', 'target-electron'].map(
          (name) => `desktop/src/${name}`,
        ),
      ],
      command: (folder) => [
        join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
        ...['build', desktop, '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
      ],
    },
  ];
  const electronBuild = join(desktop, 'src', 'target-electron', 'build.mjs');
  if (electron && existsSync(electronBuild)) {
    parts.push({
      title: 'Building the Electron shell',
      output: join(desktop, 'dist', 'electron'),
      inputs: [
        ...common,
        'desktop/resources',
        ...['hub', 'transcriber', 'speech-model', 'shell', 'target-electron'].map(
          (name) => `desktop/src/${name}`,
        ),
      ],
      command: (folder) => [electronBuild, '--outdir', folder],
    });
  }
  for (const part of parts) await buildPart({ root, node, reporter, ...part });
}

async function buildPart({ root, node, reporter, title, output, inputs, command }) {
  const wanted = hashOfInputs(root, inputs);
  if (stampOf(output) === wanted) return;
  const onWait = (pid) => reporter.say(`Waiting for process ${pid}, which builds the app`);
  await withLock(
    join(root, '.cache', 'build.lock'),
    async () => {
      if (stampOf(output) === wanted) return;
      await reporter.step(title, () => buildAndSwap({ root, node, output, wanted, command }));
    },
    { onWait },
  );
}

async function buildAndSwap({ root, node, output, wanted, command }) {
  // Names that do not change: what a crashed build left is overwritten by the next one.
  const draft = `${output}.new`;
  const old = `${output}.old`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    await runCommand(node, command(draft), {
      cwd: root,
      env: { NODE_ENV: 'production' },
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new SetupError(['The app could not be built:', ...readable(error.lines)].join('\n  '), {
      cause: error,
    });
  }
  await writeFile(join(draft, stampName), wanted);
  await rm(old, { recursive: true, force: true });
  if (existsSync(output)) await rename(output, old);
  await rename(draft, output);
  await rm(old, { recursive: true, force: true });
}

/** What the bundler said, without colours and without its own stack. */
function readable(lines) {
  return lines
    .map((line) => stripVTControlCharacters(line))
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, 20);
}

function stampOf(output) {
  const path = join(output, stampName);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** @param {string} root @param {string[]} inputs files and folders; tests beside the code do not count */
export function hashOfInputs(root, inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesUnder(join(root, input))).sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .filter((entry) => !/\.test\.[a-z]+$/.test(entry.name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)],
    );
}

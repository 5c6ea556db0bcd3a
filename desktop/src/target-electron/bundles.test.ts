import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Beside the real build: what stays a package is found from there. */
const dist = here('../../dist');
let folder: string;

beforeAll(async () => {
  await mkdir(dist, { recursive: true });
  folder = await mkdtemp(join(dist, 'electron-test-'));
  await run(process.execPath, [here('./build.mjs'), '--outdir', join(folder, 'electron')]);
});

afterAll(() => rm(folder, { recursive: true }));

test('everything that Electron starts is built', async () => {
  const built = await readdir(join(folder, 'electron'));
  expect(built).toEqual(
    expect.arrayContaining([
      ...['main.js', 'preload.cjs', 'hub.js', 'convertWorker.js', 'transcriber.js', 'icons'],
    ]),
  );
});

test('the preload script needs nothing but Electron', async () => {
  const text = await readFile(join(folder, 'electron', 'preload.cjs'), 'utf8');
  expect(text.match(/require\("[^"]+"\)/g)).toEqual(['require("electron")']);
  expect(text.length).toBeLessThan(4000);
});

test('Electron’s own module is used by the main process alone', async () => {
  for (const bundle of ['hub.js', 'transcriber.js']) {
    const text = await readFile(join(folder, 'electron', bundle), 'utf8');
    expect(text).not.toMatch(/from "electron"|require\("electron"\)/);
  }
});

test('the built thread that reads imported files answers', async () => {
  const worker = new Worker(join(folder, 'electron', 'convertWorker.js'));
  const options = { format: 'markdown', name: 'file', source: 'markdown' };
  worker.postMessage({ type: 'convert', text: '# Title', options });
  expect(await once(worker, 'message')).toMatchObject([{ type: 'page', page: { title: 'Title' } }]);
  await worker.terminate();
});

test('the built hub opens a profile and ends when told to', async () => {
  const { stdout } = await run(process.execPath, [
    here('./fixtures/runHubBundle.mjs'),
    join(folder, 'electron', 'hub.js'),
    join(folder, 'profile'),
  ]);
  expect(stdout).toBe('ready');
});

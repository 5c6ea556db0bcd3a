import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { hasPackages } from './installPackages.mjs';

const entry = (version, more) => ({ version, integrity: `sha512-${version}`, ...more });

async function clone(wanted, installed) {
  const root = await mkdtemp(join(tmpdir(), 'confab-packages-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'node_modules'));
  const write = (path, packages) =>
    writeFile(join(root, path), JSON.stringify({ lockfileVersion: 3, packages }));
  await write('package-lock.json', { '': {}, 'sync-server': {}, ...wanted });
  if (installed !== null) await write('node_modules/.package-lock.json', installed);
  return root;
}

const yjs = { 'node_modules/yjs': entry('13.6.33') };
const other = { 'node_modules/other-platform': entry('1.0.0', { optional: true }) };

it('holds when npm has recorded what the lock file names, other platforms aside', async () => {
  expect(hasPackages(await clone({ ...yjs, ...other }, yjs))).toBe(true);
});

it.each([
  ['nothing was installed', yjs, null],
  ['a package is missing', { ...yjs, 'node_modules/ws': entry('8.0.0') }, yjs],
  ['a version differs', yjs, { 'node_modules/yjs': entry('13.6.32') }],
])('does not hold when %s', async (_why, wanted, installed) => {
  expect(hasPackages(await clone(wanted, installed))).toBe(false);
});

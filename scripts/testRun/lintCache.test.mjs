import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { lintCache } from './lintCache.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'confab-sources-'));
  write('src/a.ts', 'export const a = 1;');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

const cache = () => lintCache(root, join(root, '.cache', 'lint'));

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

it.each([
  ['other code', 'src/a.ts', 'export const a = 2;'],
  ['one file more', 'src/b.tsx', ''],
  ['other packages', 'package-lock.json', '{ "a": 1 }'],
  ['other rules', 'eslint.config.js', 'export default [];'],
])('begins anew for %s', (_what, file, text) => {
  const before = cache();
  write(file, text);
  expect(cache()).not.toBe(before);
});

it('begins anew when a file is moved', () => {
  const before = cache();
  rmSync(join(root, 'src/a.ts'));
  write('src/b.ts', 'export const a = 1;');
  expect(cache()).not.toBe(before);
});

it.each(['.cache/stamp.json', 'node_modules/a/index.js', 'desktop/dist/main.js', 'README.md'])(
  'is kept whatever is in %s',
  (file) => {
    const before = cache();
    write(file, 'x');
    expect(cache()).toBe(before);
  },
);

it('leaves nothing of other sources behind', () => {
  mkdirSync(dirname(cache()), { recursive: true });
  writeFileSync(cache(), '');
  const kept = readdirSync(dirname(cache()));
  expect(kept).toHaveLength(1);
  write('src/a.ts', 'export const a = 2;');
  expect(readdirSync(dirname(cache()))).toEqual([]);
});

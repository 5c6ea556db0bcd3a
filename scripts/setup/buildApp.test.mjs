import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { hashOfInputs } from './buildApp.mjs';

it('changes with the sources and their names, but not with tests beside them', async () => {
  const root = await mkdtemp(join(tmpdir(), 'confab-build-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const write = async (name, text) => {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), text);
  };
  await write('src/a.ts', 'one');
  await write('src/deep/b.tsx', 'two');
  await write('config.ts', 'three');
  const hash = () => hashOfInputs(root, ['src', 'config.ts', 'not-there']);
  const first = hash();
  await write('src/a.test.ts', 'a test');
  expect(hash()).toBe(first);
  await write('config.ts', 'four');
  const second = hash();
  expect(second).not.toBe(first);
  await write('src/deep/b.tsx', 'five');
  const third = hash();
  expect(third).not.toBe(second);
  await write('src/c.ts', '');
  expect(hash()).not.toBe(third);
});

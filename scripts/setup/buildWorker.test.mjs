import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { applyPatch } from './buildWorker.mjs';
import { root } from './paths.mjs';

const file = join('src', 'RTC', 'DtlsTransport.cpp');

async function sourceWith(write) {
  const folder = await mkdtemp(join(tmpdir(), 'confab-worker-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'src', 'RTC'), { recursive: true });
  await write(join(folder, file));
  return folder;
}

it('applies to the source that is installed', async () => {
  const installed = join(root, 'node_modules', 'mediasoup', 'worker', file);
  const folder = await sourceWith((path) => cp(installed, path));
  applyPatch(folder);
  expect(await readFile(join(folder, file), 'utf8')).toContain(
    '(operationType & BIO_CB_RETURN) ? static_cast<long>(ret) : 1',
  );
});

it('fails loudly on a source that is another one', async () => {
  const folder = await sourceWith((path) => writeFile(path, 'int main() {}'));
  expect(() => applyPatch(folder)).toThrow('DtlsTransport.cpp');
});

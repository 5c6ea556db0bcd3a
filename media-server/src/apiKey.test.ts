import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadApiKey } from './apiKey.ts';

test('is made once, and for its owner only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-media-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const first = await loadApiKey(join(folder, 'data'));
  expect(await loadApiKey(join(folder, 'data'))).toEqual(first);
  expect(await loadApiKey(join(folder, 'other'))).not.toEqual(first);
  const { mode } = await stat(join(folder, 'data', 'api-key.json'));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

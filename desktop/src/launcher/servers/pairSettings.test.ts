import { createServer } from 'node:net';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { temporaryFolder } from '../testing/processes.ts';
import { readyPairSettings } from './pairSettings.ts';
import { close, listen } from './ports.ts';

const settingsPath = (): string => join(temporaryFolder(), 'servers', 'pair.json');

it('makes two ports and a secret once and keeps them', async () => {
  const path = settingsPath();
  const first = await readyPairSettings(path, 0);
  expect(first.syncPort).not.toBe(first.mediaPort);
  expect(first.apiSecret.length).toBeGreaterThanOrEqual(32);
  expect(await readyPairSettings(path, 0)).toEqual(first);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('gives each data folder a secret of its own', async () => {
  const [one, two] = [
    await readyPairSettings(settingsPath(), 0),
    await readyPairSettings(settingsPath(), 0),
  ];
  expect(one.apiSecret).not.toBe(two.apiSecret);
});

it('replaces a port that another program has taken, and keeps the new one', async () => {
  const path = settingsPath();
  const before = await readyPairSettings(path, 0);
  const foreign = createServer();
  await listen(foreign, before.syncPort);
  onTestFinished(async () => await close(foreign));
  const after = await readyPairSettings(path, 0);
  expect(after.syncPort).not.toBe(before.syncPort);
  expect(after).toEqual({ ...before, syncPort: after.syncPort });
  expect(await readyPairSettings(path, 0)).toEqual(after);
});

it('waits for a port whose holder is about to end', async () => {
  const path = settingsPath();
  const before = await readyPairSettings(path, 0);
  const ending = createServer();
  await listen(ending, before.mediaPort);
  const again = readyPairSettings(path, 20_000);
  await close(ending);
  expect(await again).toEqual(before);
});

it('makes new settings where the file is not readable as such', async () => {
  const path = settingsPath();
  const before = await readyPairSettings(path, 0);
  writeFileSync(path, '{"syncPort": "many"');
  expect((await readyPairSettings(path, 0)).apiSecret).not.toBe(before.apiSecret);
});

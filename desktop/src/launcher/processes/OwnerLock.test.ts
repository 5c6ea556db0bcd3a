import { join } from 'node:path';

import { expect, it } from 'vitest';

import { runScript, temporaryFolder } from '../testing/processes.ts';
import { OwnerLock } from './OwnerLock.ts';

it('has one owner at a time', () => {
  const path = join(temporaryFolder(), 'new', 'a.lock');
  const lock = OwnerLock.tryTake(path);
  expect(lock).not.toBeNull();
  expect(OwnerLock.tryTake(path)).toBeNull();
  expect(OwnerLock.isFree(path)).toBe(false);
  lock?.release();
  expect(OwnerLock.isFree(path)).toBe(true);
});

it('is free again when its owner was killed', async () => {
  const path = join(temporaryFolder(), 'a.lock');
  const owner = runScript('lockOwner.ts', [path]);
  await owner.line('taken');
  expect(OwnerLock.tryTake(path)).toBeNull();
  owner.child.kill('SIGKILL');
  await owner.ended;
  expect(OwnerLock.isFree(path)).toBe(true);
});

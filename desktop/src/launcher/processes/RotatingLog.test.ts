import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { temporaryFolder } from '../testing/processes.ts';
import { RotatingLog } from './RotatingLog.ts';

it('keeps at most the limit and one file before it', () => {
  const path = join(temporaryFolder(), 'logs', 'server.log');
  const log = new RotatingLog(path, 400);
  for (let line = 0; line < 100; line += 1) log.write(`line ${line} ${'x'.repeat(50)}`);
  expect(statSync(path).size).toBeLessThan(500);
  expect(statSync(`${path}.1`).size).toBeLessThan(500);
  expect(readFileSync(path, 'utf8')).toContain('line 99 ');
});

it('goes on where an earlier run ended', () => {
  const path = join(temporaryFolder(), 'server.log');
  new RotatingLog(path, 1000).write('first');
  new RotatingLog(path, 1000).write('second');
  expect(readFileSync(path, 'utf8')).toMatch(/ first\n.* second\n$/);
});

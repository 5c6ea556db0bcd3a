import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { applicationData } from '../../launcher/parseArguments.ts';
import type { Terminal } from '../Terminal.ts';
import { UsageError } from '../UsageError.ts';
import { checkMachine } from './checkMachine.ts';
import type { Check } from './checkMachine.ts';

/** `confab doctor`: a line for each thing Confab uses; exit code 1 when it cannot do without one. */
export async function doctor(args: readonly string[], terminal: Terminal): Promise<number> {
  const checks = await checkMachine(dataFolder(args));
  for (const check of checks) terminal.write(`${describe(check)}\n`);
  return checks.some((check) => !check.ok && check.required) ? 1 : 0;
}

function dataFolder(args: readonly string[]): string {
  try {
    const { data } = parseArgs({ args: [...args], options: { data: { type: 'string' } } }).values;
    if (data !== undefined) return resolve(data);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return applicationData({ platform: process.platform, env: process.env, home: homedir() });
}

function describe(check: Check): string {
  if (check.ok) return `ok       ${check.name}: ${check.found}`;
  return `missing  ${check.name} (${check.required ? 'required' : check.use}): ${check.remedy}`;
}

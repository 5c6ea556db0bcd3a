import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readTrace } from './readTrace.ts';
import type { SystemCall } from './readTrace.ts';

const calls = [
  ...['fsync', 'fdatasync', 'rename', 'renameat', 'renameat2'],
  ...['write', 'pwrite64', 'writev', 'pwritev', 'sendmsg', 'sendto'],
];

export interface TracedProcess {
  /** The tracer; messages and standard output are those of the traced program. */
  readonly process: ChildProcess;
  /** Ends the program through its channel and gives back every call it made. */
  finish(): Promise<SystemCall[]>;
}

/** Why nothing can be traced on this machine; null when it can. */
export function whyNotTraced(): string | null {
  const { error, status, stderr } = spawnSync('strace', ['-f', '-e', 'trace=none', 'true'], {
    encoding: 'utf8',
  });
  if (error !== undefined) return 'strace is not installed';
  return status === 0 ? null : `strace may not trace here: ${stderr.trim().split('\n')[0] ?? ''}`;
}

/** Runs a program of ours that ends when its channel closes, and writes down its system calls. */
export function startTraced(
  folder: string,
  program: readonly string[],
  env: NodeJS.ProcessEnv = {},
): TracedProcess {
  const output = join(folder, 'trace.txt');
  const options = ['-f', '-ttt', '-y', '-xx', '-s', '65536', '-e', `trace=${calls.join(',')}`];
  const child = spawn('strace', [...options, '-o', output, process.execPath, ...program], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await exited;
  };
  onTestFinished(stop);
  return {
    process: child,
    finish: async () => {
      await stop();
      return readTrace(await readFile(output, 'utf8'));
    },
  };
}

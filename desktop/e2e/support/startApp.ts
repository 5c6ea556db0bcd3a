import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

export interface RunningApp {
  /** Opens the app in a browser; holds the access token in its fragment. */
  readonly url: string;
  /** All that set-up and launcher printed. */
  output(): string;
  /** Process ids of everything this start has running, the launcher first. */
  processes(): readonly number[];
  /** SIGTERM, as a service manager would; resolves when all is gone. */
  stop(): Promise<void>;
  /** SIGKILL to the launcher and every process under it, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the app as `npm start -- --profile … --data … --no-open` does and waits until it is ready. */
export async function startApp(options: {
  readonly data: string;
  readonly profile: string;
}): Promise<RunningApp> {
  const child = spawn(
    process.execPath,
    ['scripts/start.mjs', '--no-open', '--data', options.data, '--profile', options.profile],
    { cwd: repository, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env } },
  );
  const output = collectOutput(child);
  const url = await readyUrl(child, output);
  return {
    url,
    output: () => output.text,
    processes: () => descendants(pidOf(child)),
    stop: () => end(child, 'SIGTERM'),
    async kill() {
      for (const pid of descendants(pidOf(child)).slice(1)) killQuietly(pid);
      await end(child, 'SIGKILL');
    },
  };
}

function collectOutput(child: ChildProcess): { text: string } {
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  }
  return output;
}

async function readyUrl(child: ChildProcess, output: { text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = /^Confab is ready: (\S+)$/m.exec(output.text)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) =>
      reject(new Error(`the app ended with ${String(code)} before it was ready:\n${output.text}`)),
    );
  });
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the app did not start');
  return child.pid;
}

/** A process and all below it, from /proc, parents before children. */
export function descendants(pid: number): number[] {
  let children: number[] = [];
  try {
    children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8')
      .split(' ')
      .filter((text) => text !== '')
      .map(Number);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return [pid, ...children.flatMap(descendants)];
}

/** The command line of a process, or an empty text when it has gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return '';
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Gone already: its parent's end took it along.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

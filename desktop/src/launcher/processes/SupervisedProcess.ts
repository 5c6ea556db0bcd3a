import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const longestPauseMs = 7_000;
const steadyAfterMs = 10_000;
const defaultPatienceMs = 10_000;

export interface ProcessCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to this process' environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export type OutputStream = 'stdout' | 'stderr';

export interface SupervisedProcessOptions {
  /** Asked before every start, so that a restart can use other arguments. */
  readonly command: () => ProcessCommand | Promise<ProcessCommand>;
  readonly onLine?: (stream: OutputStream, line: string) => void;
  readonly onMessage?: (message: unknown) => void;
  /** Told when the process ended without having been asked to; `restarts` counts those in a row. */
  readonly onEnded?: (reason: string, restarts: number) => void;
  /** Whether an end like this one is to be answered with a new start; by default always. */
  readonly restarts?: (code: number | null) => boolean;
  /** How the process is asked to stop. Its IPC channel is closed in any case. */
  readonly askToStop: (child: ChildProcess) => void;
  /** How long it is given to stop before it is killed. */
  readonly patienceMs?: number;
}

/**
 * Keeps one child process running: started again when it ends by itself, at once the first time and
 * then with growing pauses, up to 7 s. The child holds an IPC channel, so it learns of the end of
 * this process however that comes about, and it is in a process group of its own, so that Ctrl-C in
 * the terminal reaches it only through `stop`.
 */
export class SupervisedProcess {
  readonly #options: SupervisedProcessOptions;
  readonly #stopping = new AbortController();
  #child: ChildProcess | null = null;
  #life: Promise<void> | null = null;

  constructor(options: SupervisedProcessOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it; resolves when it has ended for good. */
  run(): Promise<void> {
    this.#life ??= this.#live();
    return this.#life;
  }

  /** Asks it to stop and waits until it has; kills it when that takes too long. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child !== null) {
      this.#options.askToStop(child);
      if (child.connected) child.disconnect();
      const kill = setTimeout(
        () => child.kill('SIGKILL'),
        this.#options.patienceMs ?? defaultPatienceMs,
      );
      await this.#life;
      clearTimeout(kill);
    }
    await this.#life;
  }

  async #live(): Promise<void> {
    let restarts = 0;
    while (!this.#stopping.signal.aborted) {
      const started = Date.now();
      const { code, reason } = await this.#runOnce();
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - started >= steadyAfterMs) restarts = 0;
      this.#options.onEnded?.(reason, restarts);
      if (this.#options.restarts?.(code) === false) return;
      await pause(Math.min(300 * restarts ** 2, longestPauseMs), this.#stopping.signal);
      restarts += 1;
    }
  }

  async #runOnce(): Promise<{ code: number | null; reason: string }> {
    const { file, args, env } = await this.#options.command();
    // It may have been stopped while the command was made.
    if (this.#stopping.signal.aborted) return { code: 0, reason: 'stopped' };
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    this.#readLines(child);
    child.on('message', (message) => this.#options.onMessage?.(message));
    try {
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      return { code, reason: signal ?? `code ${String(code)}` };
    } catch (error) {
      return { code: null, reason: error instanceof Error ? error.message : String(error) };
    } finally {
      this.#child = null;
    }
  }

  #readLines(child: ChildProcess): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const input = child[stream];
      if (input === null) continue;
      createInterface({ input }).on('line', (line) => this.#options.onLine?.(stream, line));
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

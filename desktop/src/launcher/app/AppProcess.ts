import type { ChildProcess } from 'node:child_process';

import { z } from 'zod';

import { RotatingLog } from '../processes/RotatingLog.ts';
import { SupervisedProcess, type ProcessCommand } from '../processes/SupervisedProcess.ts';

/** Starts in a row that came to nothing before the app is given up. */
const startsTried = 5;

/** What the app's process tells the launcher over its IPC channel. */
export const appMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string().min(1) }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);

export interface AppProcessOptions {
  readonly command: ProcessCommand;
  /** Whether an orderly end is the person's wish: one quits Electron, but not a server. */
  readonly canQuit: boolean;
  /** File for what the app's process prints. */
  readonly log: string;
  /** Called at each start that came through: the first one, and those after a crash. */
  readonly onReady: (pid: number, url: string) => void;
  /** Called when the app ended by itself and is being started again. */
  readonly onRestart: (reason: string) => void;
}

/** Why `AppProcess.run` resolved. */
export type AppEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * The app's own process: Electron, or the hub that serves the app to a browser. It is started again
 * when it ends by itself, unless the person quit it.
 */
export class AppProcess {
  readonly #process: SupervisedProcess;
  #failedStarts = 0;
  /** What the app said about its failure, or else the last error that it printed. */
  #reason: string | null = null;
  #printedError: string | null = null;
  #end: AppEnd = { kind: 'stopped' };

  constructor({ command, canQuit, log: logPath, onReady, onRestart }: AppProcessOptions) {
    const log = new RotatingLog(logPath);
    this.#process = new SupervisedProcess({
      command: () => command,
      onLine: (stream, line) => {
        log.write(line);
        if (stream === 'stderr' && /^\w*Error\b/.test(line)) this.#printedError = line;
      },
      onMessage: (received) => {
        const message = appMessageSchema.safeParse(received);
        if (!message.success) {
          log.write('a message of unknown shape was ignored');
        } else if (message.data.type === 'ready') {
          this.#failedStarts = 0;
          const { pid } = this.#process;
          if (pid !== undefined) onReady(pid, message.data.url);
        } else {
          this.#reason = `${message.data.message} (${message.data.code})`;
        }
      },
      onEnded: (reason) => {
        log.write(`the app ended with ${reason}`);
        this.#failedStarts += 1;
        this.#reason ??= this.#printedError ?? `it ended with ${reason}`;
        this.#printedError = null;
      },
      restarts: (code) => {
        const reason = this.#reason ?? 'it ended';
        this.#reason = null;
        if (code === 0 && canQuit) this.#end = { kind: 'quit' };
        else if (this.#failedStarts >= startsTried) {
          this.#end = { kind: 'failed', reason: `${reason}; see ${logPath}` };
        } else {
          onRestart(reason);
          return true;
        }
        return false;
      },
      askToStop,
    });
  }

  /** Starts the app; resolves when it has ended for good. */
  async run(): Promise<AppEnd> {
    await this.#process.run();
    return this.#end;
  }

  /** Lets the app write what it has to and end. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }
}

function askToStop(child: ChildProcess): void {
  if (!child.connected) return;
  // Should the channel break right now, the app has learned the same from that.
  child.send({ type: 'stop' }, (error) => {
    if (error !== null) child.kill();
  });
}

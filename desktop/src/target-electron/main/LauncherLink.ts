import { z } from 'zod';

/** What this process says to the one that started it. */
export type Report =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/** What is used of `process`. */
export interface LaunchedProcess {
  readonly connected?: boolean;
  readonly send?: ((message: unknown) => unknown) | undefined;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect' | 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
}

const requestSchema = z.object({ type: z.literal('stop') });

/** The line to the launcher, where there is one: an installed app has none. */
export class LauncherLink {
  readonly #process: LaunchedProcess;

  constructor(process: LaunchedProcess) {
    this.#process = process;
  }

  report(message: Report): void {
    if (this.#process.connected === true) this.#process.send?.(message);
    else if (message.type === 'ready') console.log(`Confab is ready: ${message.url}`);
  }

  /** Called when the launcher, or a signal, wants the app to end. */
  onStop(stop: () => void): void {
    this.#process.on('message', (message) => {
      if (requestSchema.safeParse(message).success) stop();
    });
    this.#process.on('disconnect', stop);
    this.#process.on('SIGTERM', stop);
    this.#process.on('SIGINT', stop);
  }
}

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectTab } from './connectTab.ts';
import type { TestWindow } from './TestWindow.ts';

const hubMain = fileURLToPath(new URL('../../target-browser/main.ts', import.meta.url));
const serverMain = fileURLToPath(new URL('../../../../sync-server/src/main.ts', import.meta.url));
const hubReadySchema = z.object({ type: z.literal('ready'), url: z.url() });
const serverReadySchema = z.object({ ready: z.literal('sync-server'), url: z.url() });

export interface RealHub {
  readonly window: TestWindow;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** A hub process of that profile, with one window. */
export async function startRealHub(profileDir: string): Promise<RealHub> {
  const child = fork(hubMain, ['--profile-dir', profileDir], {
    env: { ...process.env, CONFAB_RENDERER_DIR: profileDir },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const kill = killer(child);
  const [message] = (await once(child, 'message')) as [unknown];
  const window = await connectTab(hubReadySchema.parse(message).url);
  return { window, kill };
}

export interface RealServer {
  readonly url: string;
  kill(): Promise<void>;
  /** Starts again on the same port and data. */
  start(): Promise<void>;
}

/** A sync server process with that data folder. */
export async function startRealServer(dataFolder: string): Promise<RealServer> {
  let kill: () => Promise<void> = () => Promise.resolve();
  const start = async (port: string): Promise<string> => {
    const child = fork(serverMain, ['--port', port, '--data', dataFolder], { silent: true });
    onTestFinished(() => void child.kill('SIGKILL'));
    kill = killer(child);
    if (child.stdout === null) throw new Error('no output');
    child.stderr?.resume();
    const lines = createInterface({ input: child.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    return serverReadySchema.parse(JSON.parse(line)).url;
  };
  const url = await start('0');
  return {
    url,
    kill: () => kill(),
    start: async () => void (await start(new URL(url).port)),
  };
}

function killer(child: ChildProcess): () => Promise<void> {
  const exited = once(child, 'exit');
  return async () => {
    child.kill('SIGKILL');
    await exited;
  };
}

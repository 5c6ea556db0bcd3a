import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const serverKinds = ['confab', 'y-websocket', 'hocuspocus'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** What a server's process has used up to now; garbage is collected first. */
export interface ServerUse {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

export interface RunningServer {
  readonly kind: ServerKind;
  readonly url: string;
  use(): Promise<ServerUse>;
  stop(): Promise<void>;
}

export async function startServer(kind: ServerKind): Promise<RunningServer> {
  const child = fork(fileURLToPath(new URL('serverMain.ts', import.meta.url)), [kind], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    kind,
    url,
    async use() {
      child.send('use');
      const [use] = (await once(child, 'message')) as [ServerUse];
      return use;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

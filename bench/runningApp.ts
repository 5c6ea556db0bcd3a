import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the renderer as the app ships it; resolves with its folder. */
export async function buildRenderer(folder: string): Promise<string> {
  const outDir = join(folder, 'renderer');
  await build({
    configFile: fileURLToPath(new URL('../desktop/vite.config.ts', import.meta.url)),
    build: { outDir },
    logLevel: 'error',
  });
  return outDir;
}

export interface RunningApp {
  /** Opens the app in a browser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the app's hub process as the launcher does; resolves when a window may open. */
export async function startApp(profileDir: string, rendererDir: string): Promise<RunningApp> {
  const hub = fork(
    fileURLToPath(new URL('../desktop/src/target-browser/main.ts', import.meta.url)),
    ['--profile-dir', profileDir, '--profile', 'benchmark'],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, CONFAB_RENDERER_DIR: rendererDir },
    },
  );
  const [ready] = (await once(hub, 'message')) as [{ url: string }];
  return {
    url: ready.url,
    async stop() {
      hub.disconnect();
      await once(hub, 'exit');
    },
  };
}

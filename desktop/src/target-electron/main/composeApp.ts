import { homedir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import type { SecretStore } from '../../shell/Host.ts';
import { appOrigin } from '../appOrigin.ts';
import { createAutostart } from './createAutostart.ts';
import { createHubProcess } from './createHubProcess.ts';
import { DeepLinkService } from './DeepLinkService.ts';
import { guardSession } from './guardSession.ts';
import type { HubProcess } from './HubProcess.ts';
import type { LauncherLink } from './LauncherLink.ts';
import type { Start } from './profilePlace.ts';
import { shellHandlers } from './shellHandlers.ts';
import { ShellMemory } from './ShellMemory.ts';
import { ShellRequestService } from './ShellRequestService.ts';
import { Surfaces } from './Surfaces.ts';

export interface ComposeOptions {
  readonly electron: typeof Electron;
  readonly start: Start;
  readonly secrets: SecretStore;
  readonly launcher: LauncherLink;
  /** Links and arguments from before the app was ready. */
  readonly links: readonly string[];
  readonly log: (line: string) => void;
}

/** Puts the services together and opens the app. Electron is ready by now. */
export async function composeApp(options: ComposeOptions): Promise<void> {
  const { electron, start, launcher, log } = options;
  const folder = import.meta.dirname;
  const surfaces = new Surfaces({
    electron,
    folder,
    memory: new ShellMemory(join(start.profileDir, 'shell.json'), log),
    autostart: createAutostart({
      app: electron.app,
      platform: process.platform,
      env: process.env,
      execPath: process.execPath,
      entry: join(folder, 'main.js'),
      home: homedir(),
      start,
    }),
    log,
  });
  const { windows } = surfaces;
  const hub = createHubProcess({ ...options, folder, surfaces });
  guardSession(electron, folder, surfaces, hub, log);
  new ShellRequestService(electron.ipcMain).install(shellHandlers(electron.dialog, surfaces, hub));
  const links = new DeepLinkService({
    deliver: (url) => {
      windows.focus();
      windows.messages.post('deep-link', url);
    },
  });
  followApp(electron.app, surfaces, links);
  quitInOrder(electron.app, surfaces, hub);
  electron.powerMonitor.on('resume', () => hub.wake());
  launcher.onStop(() => electron.app.quit());

  surfaces.start();
  try {
    await hub.start();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    launcher.report({ type: 'failed', code: 'internal', message });
    electron.dialog.showErrorBox(surfaces.texts()('startFailed'), message);
    electron.app.quit();
    return;
  }
  // Hidden without a tray it could not be found.
  await windows.open({ hidden: start.minimized && surfaces.tray.present });
  links.openArguments(options.links);
  links.begin();
  launcher.report({ type: 'ready', url: `${appOrigin}/` });
}

/** A second start, a click in the dock or a link brings this app forward. */
function followApp(app: Electron.App, { windows, tray }: Surfaces, links: DeepLinkService): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    links.openUrl(url);
  });
  app.on('second-instance', (_event, argv) => {
    windows.focus();
    links.openArguments(argv);
  });
  app.on('activate', () => windows.focus());
  app.on('window-all-closed', () => {
    if (!tray.present && process.platform !== 'darwin') app.quit();
  });
}

/** The hub writes what it holds before the app is gone. */
function quitInOrder(app: Electron.App, surfaces: Surfaces, hub: HubProcess): void {
  let stopping: Promise<void> | undefined;
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    surfaces.windows.letGo();
    stopping ??= hub.stop().then(() => {
      stopped = true;
      surfaces.stop();
      app.quit();
    });
  });
}

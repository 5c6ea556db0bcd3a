import { join } from 'node:path';
import type * as Electron from 'electron';
import { FileSecrets } from '../../shell/FileSecrets.ts';
import { appId, linkScheme, appOrigin } from '../appOrigin.ts';
import { composeApp } from './composeApp.ts';
import { isWayland } from './isWayland.ts';
import { LauncherLink } from './LauncherLink.ts';
import { appSchemePrivileges } from './ProtocolService.ts';
import { readStart } from './profilePlace.ts';
import { SecretService } from './SecretService.ts';

const log = (line: string) => console.error(`confab: ${line}`);

/** Everything Electron wants done before it is ready, then the app itself. */
export async function startApp(electron: typeof Electron): Promise<void> {
  const { app, protocol } = electron;
  const argv = process.argv.slice(app.isPackaged ? 1 : 2);
  const start = readStart({
    argv,
    env: process.env,
    platform: process.platform,
    home: app.getPath('home'),
    appData: app.getPath('appData'),
  });
  const launcher = new LauncherLink(process);
  // Chromium's own files of the profile; the lock below is one for each such folder.
  app.setPath('userData', join(start.profileDir, 'electron'));
  app.setAppUserModelId(appId);
  if (!app.requestSingleInstanceLock()) {
    // The running one comes forward by itself.
    launcher.report({ type: 'ready', url: `${appOrigin}/` });
    app.quit();
    return;
  }
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  // Wayland hears a combination of keys for us only through its portal.
  if (isWayland(process)) app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal');
  protocol.registerSchemesAsPrivileged([appSchemePrivileges]);
  app.enableSandbox();

  // `open-url` may come before the app is ready: links wait here for the window.
  const early: string[] = [];
  const keep = (_event: Electron.Event, url: string) => void early.push(url);
  app.on('open-url', keep);
  await app.whenReady();
  app.off('open-url', keep);

  const secrets = await SecretService.open({
    safeStorage: electron.safeStorage,
    platform: process.platform,
    sealed: new FileSecrets(join(start.profileDir, 'secrets.sealed.json'), log),
    plain: new FileSecrets(join(start.profileDir, 'secrets.json'), log),
    log,
  });
  // macOS starts a login item without arguments of ours.
  const atLogin = process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  const minimized = start.minimized || atLogin;
  await composeApp({
    electron,
    start: { ...start, minimized },
    secrets,
    launcher,
    links: [...early, ...argv],
    log,
  });
}

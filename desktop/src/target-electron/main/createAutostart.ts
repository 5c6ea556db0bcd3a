import { join } from 'node:path';
import type { App } from 'electron';
import type { Autostart } from './Autostart.ts';
import { DesktopEntryAutostart } from './DesktopEntryAutostart.ts';
import { LoginItemAutostart } from './LoginItemAutostart.ts';
import type { Start } from './profilePlace.ts';

export interface AutostartMachine {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly execPath: string;
  /** What Electron is given to run where it is not packaged with the app. */
  readonly entry: string;
  readonly start: Pick<Start, 'profile' | 'profileDir'>;
}

/** How this profile is started with the person's session, hidden in the tray. */
export function createAutostart(machine: AutostartMachine): Autostart {
  const { app, platform, env, home, start } = machine;
  const command = startCommand(machine);
  if (platform === 'darwin' || platform === 'win32') {
    return new LoginItemAutostart({ app, platform, command });
  }
  return new DesktopEntryAutostart({
    folder: join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'autostart'),
    id: start.profile === 'default' ? 'confab' : `confab-${start.profile}`,
    command,
  });
}

/** An AppImage is mounted somewhere else at each start; `APPIMAGE` names the file itself. */
function startCommand({ app, env, execPath, entry, start }: AutostartMachine): readonly string[] {
  const program = app.isPackaged ? [env['APPIMAGE'] || execPath] : [execPath, entry];
  const profile = ['--profile', start.profile, '--profile-dir', start.profileDir];
  return [...program, ...profile, '--minimized'];
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ProcessCommand } from '../processes/SupervisedProcess.ts';

export interface AppPlace {
  /** The top folder of the clone. */
  readonly root: string;
  readonly profile: string;
  readonly profileFolder: string;
  readonly localSyncUrl: string | null;
}

/** The app served to a browser by its hub, which is a plain Node program. */
export function browserAppCommand(place: AppPlace): ProcessCommand {
  const desktop = join(place.root, 'desktop');
  return {
    file: process.execPath,
    args: [
      join(desktop, 'src', 'target-browser', 'main.ts'),
      ...['--profile-dir', place.profileFolder, '--profile', place.profile],
    ],
    env: { ...appEnvironment(place), CONFAB_RENDERER_DIR: join(desktop, 'dist', 'renderer') },
  };
}

/** The app in Electron. Its package is not imported: that would start a download. */
export function electronAppCommand(
  place: AppPlace,
  env: NodeJS.ProcessEnv = process.env,
): ProcessCommand {
  const electron = join(place.root, 'node_modules', 'electron');
  const pathFile = join(electron, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const elsewhere = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = elsewhere === undefined || elsewhere === '' ? join(electron, 'dist') : elsewhere;
  return {
    file: join(folder, program),
    args: [join(place.root, 'desktop', 'dist', 'electron', 'main.js')],
    env: appEnvironment(place),
  };
}

function appEnvironment(place: AppPlace): Record<string, string> {
  return {
    CONFAB_PROFILE: place.profile,
    CONFAB_PROFILE_DIR: place.profileFolder,
    ...(place.localSyncUrl === null ? {} : { CONFAB_LOCAL_SYNC_URL: place.localSyncUrl }),
  };
}

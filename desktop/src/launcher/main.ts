// What `npm start` hands over to when the set-up is done.
import { join } from 'node:path';

import { browserAppCommand, electronAppCommand } from './app/appCommand.ts';
import { hasDisplay, openInBrowser } from './app/openInBrowser.ts';
import { launch } from './launch.ts';
import { ArgumentError, parseArguments, type LauncherArguments } from './parseArguments.ts';
import { onStopRequest } from './processes/stopRequests.ts';

const root = join(import.meta.dirname, '..', '..', '..');
// Chosen by the set-up, which knows whether there is a runtime and a display.
const inElectron = process.env['CONFAB_SHELL'] === 'electron';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

async function run(args: LauncherArguments): Promise<number> {
  return await launch(args, {
    keeper: (dataFolder) => ({
      file: process.execPath,
      args: [join(import.meta.dirname, 'servers', 'keeperMain.ts'), dataFolder],
    }),
    appCanQuit: inElectron,
    app: (profileFolder, localSyncUrl) => {
      const place = { root, profile: args.profile, profileFolder, localSyncUrl };
      return inElectron ? electronAppCommand(place) : browserAppCommand(place);
    },
    onStopRequest,
    open: (url) => {
      // Electron has opened its own window.
      if (inElectron || !hasDisplay()) return;
      openInBrowser(url, (reason) => warn(`No browser could be opened (${reason}).`));
    },
    say,
    warn,
  });
}

try {
  process.exitCode = await run(parseArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ArgumentError)) throw error;
  warn(error.message);
  process.exitCode = 2;
}
// The channel to the set-up script would keep this process alive.
if (process.connected) process.disconnect();

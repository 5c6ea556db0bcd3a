// A real launcher with a stand-in app and servers, as a process of its own.
import { join } from 'node:path';

import { launch } from '../launch.ts';
import { parseArguments } from '../parseArguments.ts';
import { onStopRequest } from '../processes/stopRequests.ts';

const here = (name: string): string => join(import.meta.dirname, name);

process.exitCode = await launch(parseArguments(process.argv.slice(2)), {
  keeper: (dataFolder) => ({
    file: process.execPath,
    args: [here('standInKeeper.ts'), dataFolder],
  }),
  appCanQuit: process.env['APP_CAN_QUIT'] === '1',
  app: (profileFolder, localSyncUrl) => ({
    file: process.execPath,
    args: [here('standInApp.ts')],
    env: { CONFAB_PROFILE_DIR: profileFolder, CONFAB_LOCAL_SYNC_URL: localSyncUrl ?? '' },
  }),
  onStopRequest,
  open: (url) => void process.stdout.write(`opened ${url}\n`),
  say: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
});
if (process.connected) process.disconnect();

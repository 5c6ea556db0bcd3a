// A real keeper with stand-in servers, as a process of its own.
import { join } from 'node:path';

import { onStopRequest } from '../processes/stopRequests.ts';
import { keepLocalServers } from '../servers/keepLocalServers.ts';

const [dataFolder = ''] = process.argv.slice(2);
const server = (name: string) => ({
  file: process.execPath,
  args: [join(import.meta.dirname, 'standInServer.ts'), '--name', name],
});

await keepLocalServers({
  dataFolder,
  commands: { sync: server('sync-server'), media: server('media-server') },
  onStopRequest,
});

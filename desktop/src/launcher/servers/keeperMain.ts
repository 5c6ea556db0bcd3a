// The process that keeps the local servers: detached, so that it outlives the launcher that started
// it while others are attached. Argument: the data folder.
import { join } from 'node:path';

import { onStopRequest } from '../processes/stopRequests.ts';
import type { ProcessCommand } from '../processes/SupervisedProcess.ts';
import { keepLocalServers } from './keepLocalServers.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const dataFolder = process.argv[2];
if (dataFolder === undefined) throw new Error('usage: keeperMain.ts DATA_FOLDER');

const server = (name: string): ProcessCommand => ({
  file: process.execPath,
  args: [join(root, name, 'src', 'main.ts')],
});
const worker = process.env['MEDIASOUP_WORKER_BIN'];

await keepLocalServers({
  dataFolder,
  commands: {
    sync: server('sync-server'),
    media: worker === undefined || worker === '' ? null : server('media-server'),
  },
  onStopRequest,
});

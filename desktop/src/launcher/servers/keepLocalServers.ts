import { OwnerLock } from '../processes/OwnerLock.ts';
import { readPrivateJson, removeFile, writePrivateJson } from '../processes/privateFile.ts';
import { RotatingLog } from '../processes/RotatingLog.ts';
import { AttachmentDoor } from './AttachmentDoor.ts';
import { keeperRecordSchema, type KeeperRecord } from './control.ts';
import { readyPairSettings } from './pairSettings.ts';
import { ServerPair, type ServerCommands } from './ServerPair.ts';
import { serverPairFiles } from './serverPairFiles.ts';

/** How long servers that lost their keeper are given to free their ports. */
const orphansMs = 5_000;

export interface KeepLocalServersOptions {
  readonly dataFolder: string;
  readonly commands: ServerCommands;
  /** Gets a function that ends it all, whoever is still attached. */
  readonly onStopRequest: (stop: () => void) => void;
}

/**
 * Keeps the pair of local servers of one data folder running for as long as a launcher is attached.
 * Of several keepers started at once one stays; the others return at once. Resolves when the last
 * launcher has left and both servers have stopped.
 */
export async function keepLocalServers(options: KeepLocalServersOptions): Promise<void> {
  const files = serverPairFiles(options.dataFolder);
  const lock = OwnerLock.tryTake(files.keeperLock);
  if (lock === null) return;
  const log = new RotatingLog(files.keeperLog);
  // A keeper removes its record when it goes in peace.
  const wasKilled = readPrivateJson(files.keeper, keeperRecordSchema) !== null;
  const settings = await readyPairSettings(files.settings, wasKilled ? orphansMs : 0);

  const empty = Promise.withResolvers<void>();
  const pair = new ServerPair({
    files,
    settings,
    commands: options.commands,
    onState: (state) => {
      log.write(`sync server ${state.sync}, media server ${state.media}`);
      door.announce(state);
    },
  });
  const { door, port } = await AttachmentDoor.open(() => pair.state, empty.resolve);
  options.onStopRequest(empty.resolve);
  pair.start();
  const record: KeeperRecord = { pid: process.pid, port, token: door.token };
  writePrivateJson(files.keeper, record);

  await empty.promise;
  door.lock();
  removeFile(files.keeper);
  await pair.stop();
  log.write('both servers have stopped');
  // Before the last launcher is let go: when it returns, a new keeper may start at once.
  lock.release();
  door.close();
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, descendants } from './startApp.ts';

/**
 * Kills the sync server that runs beside the app, as a crash would, and holds back its keeper so that
 * it stays down until the returned function is called.
 */
export function stopSyncServer(data: string): () => void {
  const { pid: keeper } = JSON.parse(
    readFileSync(join(data, 'servers', 'keeper.json'), 'utf8'),
  ) as { pid: number };
  const server = descendants(keeper).find((pid) => commandOf(pid).includes('sync-server/src/main'));
  if (server === undefined) {
    throw new Error(`no sync server among ${readdirSync(join(data, 'servers')).join(', ')}`);
  }
  process.kill(keeper, 'SIGSTOP');
  process.kill(server, 'SIGKILL');
  return () => process.kill(keeper, 'SIGCONT');
}

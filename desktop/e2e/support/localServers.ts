import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, descendants } from './startApp.ts';

/**
 * Kills the sync server that runs beside the app, as a crash would, and holds back its keeper so that
 * it stays down until the returned function is called.
 */
export function stopSyncServer(data: string): () => void {
  const { keeper, server } = findServer(data, 'sync-server');
  process.kill(keeper, 'SIGSTOP');
  process.kill(server, 'SIGKILL');
  return () => process.kill(keeper, 'SIGCONT');
}

/** Kills the media server that runs beside the app, as a crash would; its keeper starts it again. */
export function killMediaServer(data: string): void {
  process.kill(findServer(data, 'media-server').server, 'SIGKILL');
}

function findServer(
  data: string,
  name: 'sync-server' | 'media-server',
): { keeper: number; server: number } {
  const { pid: keeper } = JSON.parse(
    readFileSync(join(data, 'servers', 'keeper.json'), 'utf8'),
  ) as { pid: number };
  const server = descendants(keeper).find((pid) => commandOf(pid).includes(`${name}/src/main`));
  if (server === undefined) {
    throw new Error(`no ${name} among ${readdirSync(join(data, 'servers')).join(', ')}`);
  }
  return { keeper, server };
}

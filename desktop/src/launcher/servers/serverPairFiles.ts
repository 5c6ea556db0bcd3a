import { join } from 'node:path';

/** Where the local servers of one data folder keep what is theirs. */
export interface ServerPairFiles {
  readonly settings: string;
  readonly keeper: string;
  readonly keeperLock: string;
  readonly keeperLog: string;
  readonly sync: { readonly data: string; readonly log: string };
  readonly media: { readonly data: string; readonly log: string };
}

export function serverPairFiles(dataFolder: string): ServerPairFiles {
  const folder = join(dataFolder, 'servers');
  return {
    settings: join(folder, 'pair.json'),
    keeper: join(folder, 'keeper.json'),
    keeperLock: join(folder, 'keeper.lock'),
    keeperLog: join(folder, 'keeper.log'),
    sync: { data: join(folder, 'sync'), log: join(folder, 'sync-server.log') },
    media: { data: join(folder, 'media'), log: join(folder, 'media-server.log') },
  };
}

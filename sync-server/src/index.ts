export { createSyncServer, defaultLimits } from './Server.ts';
export type { SyncServer, SyncServerOptions } from './Server.ts';
export type { Limits } from './Services.ts';
export { silentLog } from './Log.ts';
export type { Log } from './Log.ts';

import { systemClock } from './Clock.ts';
import { readConfig } from './config.ts';
import { IdleMemory, ownMemory } from './IdleMemory.ts';
import { createJsonLog } from './Log.ts';
import { createSyncServer } from './Server.ts';

const log = createJsonLog();

try {
  const server = await createSyncServer({ ...readConfig(process.argv.slice(2), process.env), log });
  process.stdout.write(`${JSON.stringify({ ready: 'sync-server', url: server.url })}\n`);

  new IdleMemory({ memory: ownMemory(), clock: systemClock, log }).start();

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.failure('stop-failed', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Started by a launcher, it ends with the launcher.
  if (process.channel !== undefined) process.on('disconnect', stop);
} catch (error) {
  log.failure('start-failed', error);
  process.exit(1);
}

import { readConfig } from './config.ts';
import { createJsonLog, describeError } from './Log.ts';
import { MediaServer } from './Server.ts';

const log = createJsonLog((line) => process.stderr.write(line));

try {
  const server = await MediaServer.create({
    ...readConfig(process.argv.slice(2), process.env),
    log,
  });
  process.stdout.write(`${JSON.stringify({ ready: 'media-server', url: server.url })}\n`);
  const stop = () => {
    // `disconnect` may have closed the channel already, and Ctrl-C may come twice.
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
} catch (error) {
  log.error('start-failed', { error: describeError(error) });
  process.exitCode = 1;
}

import { ConfigError } from './config/ConfigError.ts';
import { readConfig } from './config/readConfig.ts';
import { createJsonLog, describeError } from './Log.ts';
import { MediaServer } from './Server.ts';

const write = (line: string) => process.stderr.write(line);

try {
  const config = readConfig(process.argv.slice(2), process.env);
  const log = createJsonLog(write, config.logLevel);
  const server = await MediaServer.create({ ...config, log });
  process.stdout.write(`${JSON.stringify({ ready: 'media-server', url: server.url })}\n`);
  const stop = () => {
    // `disconnect` may have closed the channel already, and Ctrl-C may come twice.
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
} catch (error) {
  // Where this code found it out does not help who wrote the configuration.
  const what = error instanceof ConfigError ? error.message : describeError(error);
  createJsonLog(write).error('start-failed', { error: what });
  process.exitCode = 1;
}

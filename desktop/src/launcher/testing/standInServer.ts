// A server for the launcher's tests: the command line, ready line and way to stop of the real ones.
// It notes its starts, its environment and its orderly end in its data folder.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { name: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' } },
});
const { name = '', port = '', data = '' } = values;
mkdirSync(data, { recursive: true });
appendFileSync(join(data, 'starts'), `${process.pid}\n`);
const given = Object.entries(process.env).filter(([key]) => /^CONFAB_(MEDIA_|SYNC_URL)/.test(key));
writeFileSync(join(data, 'environment.json'), JSON.stringify(Object.fromEntries(given)));

const server = createServer((_request, response) => response.end(name));
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ ready: name, url: `http://127.0.0.1:${port}` })}\n`);
});
const stop = (): void => {
  appendFileSync(join(data, 'stops'), `${process.pid}\n`);
  process.exit(0);
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);

// An app for the launcher's tests: it says where it is, and ends in order when it is told to.
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['CONFAB_PROFILE_DIR'] ?? '';
appendFileSync(join(folder, 'app-starts'), `${process.pid}\n`);
if (existsSync(join(folder, 'broken'))) {
  process.send?.({ type: 'failed', code: 'data-damaged', message: 'the disk is full of sand' });
  process.exit(1);
}
const stop = (): void => {
  appendFileSync(join(folder, 'app-stops'), `${process.pid}\n`);
  process.exit(0);
};
// Stands for a person who quits the app.
process.on('SIGUSR2', () => process.exit(0));
process.on('message', stop);
process.on('disconnect', stop);
process.send?.({ type: 'ready', url: 'http://127.0.0.1:1/#token' });

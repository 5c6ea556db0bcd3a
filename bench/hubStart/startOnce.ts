/** Opens a profile once in a fresh process and prints how many milliseconds it took. */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { createHub } from '../../desktop/src/hub/createHub.ts';
import { fakeHost } from '../../desktop/src/hub/testing/fakeHost.ts';
import { TestWindow } from '../../desktop/src/hub/testing/TestWindow.ts';

const [what = '', profileDir = ''] = process.argv.slice(2);
const startedAt = performance.now();
if (what === 'hub') {
  const hub = await createHub({ profileDir, host: fakeHost(), localServerUrl: null });
  const window = await TestWindow.open(hub);
  const { workspaces } = await window.request('app.state', {});
  if (workspaces.length === 0) throw new Error('the profile has no workspace');
} else {
  const database = new Database(join(profileDir, 'confab.sqlite'));
  const documents = database.prepare('SELECT doc, workspace FROM documents').all();
  const waiting = database
    .prepare('SELECT doc, count(*) FROM updates WHERE acked = 0 GROUP BY doc')
    .all();
  if (documents.length !== waiting.length) throw new Error('not everything in it waits');
}
process.stdout.write(`${String(performance.now() - startedAt)}\n`);
process.exit(0);

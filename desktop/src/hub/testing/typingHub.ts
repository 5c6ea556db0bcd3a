/**
 * A hub in a process of its own that types until it is killed. Writes one line for each batch that
 * was called saved: how many letters the page then has at least.
 */
import { createHub } from '../createHub.ts';
import { fakeHost } from './fakeHost.ts';
import { TestWindow } from './TestWindow.ts';

const [profileDir = '', doc = ''] = process.argv.slice(2);
const hub = await createHub({ profileDir, host: fakeHost(), localServerUrl: null });
const window = await TestWindow.open(hub);
const page = await window.open(doc);
for (let typed = page.text.length; ;) {
  const batch = page.type('x');
  typed++;
  await page.saved(batch);
  process.stdout.write(`${typed}\n`);
}

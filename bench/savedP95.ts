import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { connectTab } from '../desktop/src/hub/testing/connectTab.ts';
import { quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const editsPerSecond = 200;
const seconds = 10;
const edits = editsPerSecond * seconds;
const goalMs = 15;

/** From an edit leaving a window to the hub's word that it is on disk, over the real channel. */
export const savedP95: Benchmark = async (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  const hub = fork(
    fileURLToPath(new URL('../desktop/src/target-browser/main.ts', import.meta.url)),
    ['--profile-dir', folder, '--profile', 'benchmark'],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  try {
    const [ready] = (await once(hub, 'message')) as [{ url: string }];
    const took = await typeSteadily(ready.url, say);
    const p95 = quantile(took, 0.95);
    return {
      name: 'saved-p95',
      unit: 'ms',
      ours: rounded(p95),
      reference: null,
      ratio: null,
      goal: `at most ${goalMs} ms at ${editsPerSecond} edits a second`,
      met: p95 <= goalMs,
    };
  } finally {
    hub.disconnect();
    await once(hub, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Milliseconds to *Saved* of each edit. */
async function typeSteadily(url: string, say: (text: string) => void): Promise<number[]> {
  const window = await connectTab(url);
  const { workspaces } = await window.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await window.request('pages.create', { workspace, parent: null });
  const doc: DocKey = `${workspace}/page/${page}`;
  await window.open(doc);

  const ydoc = new Y.Doc();
  const sentAt: number[] = [];
  ydoc.on('update', (update: Uint8Array) => {
    sentAt.push(performance.now());
    window.send({ kind: 'update', doc, batch: sentAt.length, update });
  });
  const title = ydoc.getText('title');
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const elapsed = (performance.now() - startedAt) / 1000;
    const due = Math.min(edits, Math.floor(elapsed * editsPerSecond));
    while (sentAt.length < due) title.insert(title.length, 'a');
    if (sentAt.length === edits) clearInterval(timer);
  }, 1);
  say(`typing for ${seconds} s`);
  const took: number[] = [];
  await window.until(() => {
    const [refused] = window.frames('refused');
    if (refused !== undefined) throw new Error(refused.code);
    const now = performance.now();
    const saved = window.frames('saved').at(-1)?.batch ?? 0;
    for (const sent of sentAt.slice(took.length, saved)) took.push(now - sent);
    return took.length === edits;
  });
  window.close();
  return took;
}

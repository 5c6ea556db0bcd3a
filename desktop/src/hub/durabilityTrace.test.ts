import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { encodeChannelFrame } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import {
  isOnDiskBefore,
  sentOverSockets,
  syncBetween,
  traceOfFile,
} from '../../../sync-server/src/testing/readTrace.ts';
import { startTraced, whyNotTraced } from '../../../sync-server/src/testing/startTraced.ts';
import type { TracedProcess } from '../../../sync-server/src/testing/startTraced.ts';
import { connectTab } from './testing/connectTab.ts';
import { temporaryFolder } from './testing/openTestHub.ts';
import type { TestWindow } from './testing/TestWindow.ts';

const main = fileURLToPath(new URL('../target-browser/main.ts', import.meta.url));
const readySchema = z.object({ type: z.literal('ready'), url: z.url() });
const wal = 'confab.sqlite-wal';
const reason = whyNotTraced();
const because = reason === null ? '' : ` (${reason})`;

async function startTracedHub(): Promise<{ hub: TracedProcess; window: TestWindow }> {
  const folder = await temporaryFolder();
  const hub = startTraced(folder, [main, '--profile-dir', `${folder}/profile`], {
    CONFAB_RENDERER_DIR: folder,
  });
  const [message] = (await once(hub.process, 'message')) as [unknown];
  const window = await connectTab(readySchema.parse(message).url);
  onTestFinished(() => window.close());
  return { hub, window };
}

async function firstWorkspace(window: TestWindow): Promise<string> {
  const { workspaces } = await window.request('app.state', {});
  return workspaces[0]?.id ?? '';
}

test.skipIf(reason !== null)(
  `an edit is synced to the disk before its "saved" leaves the hub${because}`,
  async () => {
    const { hub, window } = await startTracedHub();
    const workspace = await firstWorkspace(window);
    const { page } = await window.request('pages.create', { workspace, parent: null });
    const document = await window.open(`${workspace}/page/${page}`);
    const edits: { readonly batch: number; readonly text: string }[] = [];
    for (let count = 1; count <= 12; count++) {
      const text = `<edit ${count}>`;
      const batch = document.type(text);
      edits.push({ batch, text });
      // Some alone, some together in one commit.
      if (count % 3 === 0) await document.saved(batch);
    }
    const calls = await hub.finish();
    let answers = 0;
    for (const { batch } of edits) {
      const frame = encodeChannelFrame({ kind: 'saved', doc: document.key, batch });
      for (const answer of sentOverSockets(calls, frame)) {
        answers++;
        // It covers every batch before it.
        for (const { text } of edits.filter((edit) => edit.batch <= batch)) {
          const durable = isOnDiskBefore(calls, answer, { content: text, suffix: wal });
          expect(durable, `${text} before "saved ${batch}"`).toBe(true);
        }
      }
    }
    expect(answers).toBeGreaterThanOrEqual(4);
  },
);

test.skipIf(reason !== null)(
  `a file, its name and its record are synced before its address is given away${because}`,
  async () => {
    const { hub, window } = await startTracedHub();
    const workspace = await firstWorkspace(window);
    const bytes = new TextEncoder().encode('<the picture>');
    const announced = { workspace, name: 'a.png', type: 'image/png', size: bytes.length };
    const { transfer } = await window.request('files.begin', announced);
    window.send({ kind: 'blob', transfer, offset: 0, last: true, bytes });
    const { hash } = await window.request('files.finish', { transfer });
    const calls = await hub.finish();

    const [answer] = sentOverSockets(calls, `"hash":"${hash}"`);
    const file = traceOfFile(calls, { content: bytes, incoming: '/files/incoming/' });
    if (answer === undefined || file === null) {
      throw new Error('the file was not written, named and answered');
    }
    const { written, renamed, folder } = file;
    expect(syncBetween(calls, written, renamed)).toBeDefined();
    expect(syncBetween(calls, { ...renamed, path: folder }, answer)).toBeDefined();
    expect(isOnDiskBefore(calls, answer, { content: hash, suffix: wal })).toBe(true);
  },
);

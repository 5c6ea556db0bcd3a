import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openTestHub } from './testing/openTestHub.ts';
import { TestWindow } from './testing/TestWindow.ts';

const typingHub = fileURLToPath(new URL('./testing/typingHub.ts', import.meta.url));

/** Runs a hub that types, and kills it right after the nth answer; resolves with what it said last. */
async function typeAndKill(profileDir: string, doc: string, answers: number): Promise<number> {
  const child = spawn(process.execPath, [typingHub, profileDir, doc], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let saved = 0;
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    saved = Number(line);
    heard++;
    if (heard === answers) child.kill('SIGKILL');
  }
  await ended;
  return saved;
}

test('what was called saved is there after kill -9, several times over', async () => {
  const { hub, profileDir } = await openTestHub();
  const first = await TestWindow.open(hub);
  const { workspaces } = await first.request('app.state', {});
  const workspace = workspaces[0]?.id ?? '';
  const { page } = await first.request('pages.create', { workspace, parent: null });
  const doc = `${workspace}/page/${page}`;
  await hub.close();
  for (const answers of [1, 40, 7]) {
    const saved = await typeAndKill(profileDir, doc, answers);
    const again = await openTestHub({ profileDir });
    const reopened = await (await TestWindow.open(again.hub)).open(doc);
    expect(reopened.text.length).toBeGreaterThanOrEqual(saved);
    await again.hub.close();
  }
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextGenerator, seeded } from './searchP95/generateText.ts';
import { pageCount, writeProfile } from './searchP95/writeProfile.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const startOnce = fileURLToPath(new URL('./hubStart/startOnce.ts', import.meta.url));
const goalMs = 500;
const runs = 5;

/**
 * From asking for a profile of 10,000 pages to the hub's answer to `app.state`, each time in a fresh
 * process whose code is loaded (`app-start` counts that too). The reference is what no hub could do
 * without: SQLite opens the same file, and the documents and what waits in them are read.
 */
export const hubStart: Benchmark = (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  try {
    say(`writing ${pageCount} pages`);
    writeProfile(folder, new TextGenerator(seeded(1)));
    const ours: number[] = [];
    const reference: number[] = [];
    for (let run = 0; run < runs; run++) {
      reference.push(start('bare', folder));
      ours.push(start('hub', folder));
    }
    const took = median(ours);
    return Promise.resolve({
      name: 'hub-start',
      unit: 'ms',
      ours: rounded(took),
      reference: rounded(median(reference)),
      ratio: rounded(took / median(reference)),
      goal: `at most ${goalMs} ms with ${pageCount} pages`,
      met: took <= goalMs,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function start(what: 'hub' | 'bare', folder: string): number {
  return Number(execFileSync(process.execPath, [startOnce, what, folder], { encoding: 'utf8' }));
}

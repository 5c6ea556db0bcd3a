import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { openDatabase } from '../desktop/src/hub/database/openDatabase.ts';
import { openDocuments } from './openDocuments.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const edits = 20_000;
const documentCount = 20;
/** Edits that arrive before the next commit; both sides get the same groups. */
const groupSize = 200;
const runs = 3;

interface Edit {
  readonly doc: DocKey;
  readonly update: Uint8Array;
}

/** Edits a second that are applied and on disk, next to the bare inserts of the same rows. */
export const durableEdits: Benchmark = async (say) => {
  const typed = typeEdits();
  const ours: number[] = [];
  const reference: number[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(edits / (await inFolder((folder) => saveThroughHub(folder, typed))));
    reference.push(edits / (await inFolder((folder) => insertRows(folder, typed))));
    say(`run ${run + 1} of ${runs}`);
  }
  const ratio = median(ours) / median(reference);
  return {
    name: 'durable-edits',
    unit: 'edits a second',
    ours: rounded(median(ours)),
    reference: rounded(median(reference)),
    ratio: rounded(ratio),
    goal: 'half of raw grouped commits, and 20,000 a second',
    met: ratio >= 0.5 && median(ours) >= 20_000,
  };
};

/** Single characters typed into several pages in turn, as Yjs updates. */
function typeEdits(): Edit[] {
  const pages = Array.from({ length: documentCount }, (_, index) => {
    const doc: DocKey = `benchmark/page/page-${String(index).padStart(8, '0')}`;
    return { doc, ydoc: new Y.Doc() };
  });
  const typed: Edit[] = [];
  for (const { doc, ydoc } of pages) {
    ydoc.on('update', (update: Uint8Array) => typed.push({ doc, update }));
  }
  for (let edit = 0; edit < edits; edit++) {
    const text = pages[edit % documentCount]?.ydoc.getText('title');
    text?.insert(text.length, String.fromCharCode(97 + (edit % 26)));
  }
  return typed;
}

async function saveThroughHub(folder: string, typed: readonly Edit[]): Promise<number> {
  const { database, commits, documents } = openDocuments(join(folder, 'hub.sqlite'));
  let saved = 0;
  const startedAt = performance.now();
  for (let at = 0; at < typed.length; at += groupSize) {
    for (const { doc, update } of typed.slice(at, at + groupSize)) {
      documents.write(doc, update, null, (error) => {
        if (error !== null) throw error;
        saved += 1;
      });
    }
    commits.commit();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (saved !== typed.length) throw new Error(`${saved} of ${typed.length} edits were saved`);
  documents.close();
  database.close();
  return Promise.resolve(seconds);
}

/** The same rows in a table of the same form, and nothing else: no document, checksum or answer. */
function insertRows(folder: string, typed: readonly Edit[]): Promise<number> {
  const database = openDatabase(join(folder, 'raw.sqlite'));
  const insert = database.prepare(
    `INSERT INTO updates (doc, seq, author, payload, crc32, acked, written_at)
     VALUES (?, ?, 'benchmark', ?, 0, 0, ?)`,
  );
  const commit = database.transaction((group: readonly Edit[], first: number) => {
    for (const [index, { doc, update }] of group.entries()) {
      insert.run(doc, first + index, update, Date.now());
    }
  });
  const startedAt = performance.now();
  for (let at = 0; at < typed.length; at += groupSize) commit(typed.slice(at, at + groupSize), at);
  const seconds = (performance.now() - startedAt) / 1000;
  database.close();
  return Promise.resolve(seconds);
}

async function inFolder(work: (folder: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { writeBlocks, yTypes } from '@confab/shared-types';
import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { SeededRandom } from '../desktop/src/hub/fuzz/SeededRandom.ts';
import { openDocuments } from './openDocuments.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const edits = 260_000;
const paragraphs = 300;
/** Edits after the last folding: as many as there may be before the next. */
const tailEdits = 499;
const runs = 9;
const goal = 1.3;
const doc: DocKey = 'benchmark/page/page-of-b4';

/**
 * A page as long in the making as the B4 trace (260,000 single letters typed and deleted, of which
 * 105,000 stay), opened from the hub's store, next to Yjs reading its bare snapshot from memory.
 */
export const openB4: Benchmark = (say) => {
  const folder = mkdtempSync(join(tmpdir(), 'confab-bench-'));
  const file = join(folder, 'hub.sqlite');
  try {
    say(`typing ${edits} letters`);
    const snapshot = store(file, typePage());
    const ours: number[] = [];
    const reference: number[] = [];
    for (let run = 0; run < runs; run++) {
      reference.push(applyBare(snapshot));
      ours.push(openStored(file));
    }
    const ratio = median(ours) / median(reference);
    return Promise.resolve({
      name: 'open-b4',
      unit: 'ms',
      ours: rounded(median(ours)),
      reference: rounded(median(reference)),
      ratio: rounded(ratio),
      goal: `at most ${goal} times a bare Y.applyUpdate of the snapshot`,
      met: ratio <= goal,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Typed {
  readonly snapshot: Uint8Array;
  readonly tail: readonly Uint8Array[];
}

/** Runs of typing, words taken back, and jumps to other places: the shape of a page being written. */
function typePage(): Typed {
  const ydoc = new Y.Doc();
  ydoc.clientID = 1;
  const content = [{ text: 'a' }];
  const lines = Array.from({ length: paragraphs }, () => ({ type: 'paragraph' as const, content }));
  let block = 0;
  writeBlocks(ydoc.getXmlFragment(yTypes.blocks), lines, () => `block-${block++}`);
  const texts = [
    ...ydoc.getXmlFragment(yTypes.blocks).createTreeWalker((node) => node instanceof Y.XmlText),
  ].filter((node) => node instanceof Y.XmlText);
  const random = new SeededRandom(4);
  const tail: Uint8Array[] = [];
  let snapshot: Uint8Array = new Uint8Array();
  let text = random.pick(texts);
  let at = 0;
  for (let edit = 0; edit < edits + tailEdits; edit++) {
    if (edit === edits) {
      snapshot = Y.encodeStateAsUpdate(ydoc);
      ydoc.on('update', (update: Uint8Array) => tail.push(update));
    }
    if (random.chance(0.02)) {
      text = random.pick(texts);
      at = random.below(text.length + 1);
    }
    if (at > 0 && random.chance(0.3)) text.delete(--at, 1);
    else text.insert(at++, random.chance(0.17) ? ' ' : String.fromCharCode(97 + random.below(26)));
  }
  return { snapshot, tail };
}

function store(file: string, { snapshot, tail }: Typed): Uint8Array {
  const { database, commits, documents, log } = openDocuments(file);
  const written = (error: Error | null): void => {
    if (error !== null) throw error;
  };
  // From a server, so that folding makes the snapshot of it.
  for (const [index, update] of [snapshot, new Uint8Array([0, 0])].entries()) {
    documents.receive(doc, update, index + 1, written);
  }
  commits.commit();
  log.compact(doc);
  for (const update of tail) documents.write(doc, update, null, written);
  commits.commit();
  documents.close();
  database.close();
  return snapshot;
}

function openStored(file: string): number {
  const { database, documents } = openDocuments(file);
  const startedAt = performance.now();
  const { ydoc } = documents.open(doc);
  const took = performance.now() - startedAt;
  if (ydoc.getXmlFragment(yTypes.blocks).length === 0) throw new Error('the page is empty');
  documents.close();
  database.close();
  return took;
}

function applyBare(snapshot: Uint8Array): number {
  const ydoc = new Y.Doc();
  const startedAt = performance.now();
  Y.applyUpdate(ydoc, snapshot);
  return performance.now() - startedAt;
}

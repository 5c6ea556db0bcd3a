import * as Y from 'yjs';
import { seededRandom } from '../shared-types/src/testing/seededRandom.ts';
import { openPageWindow, paragraph } from './pageWindow.ts';
import { rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const edits = 260_000;
const lines = 500;
const goalMs = 5_000;

/**
 * From going to a page made by 260,000 edits, of which most were deleted again, to its editor showing
 * the last line.
 */
export const openPageB4: Benchmark = async (say) => {
  const window = await openPageWindow(say);
  try {
    say(`writing ${edits} edits`);
    const address = await window.addPage(write);
    const last = `.bn-block-outer[data-id="bench-${String(lines - 1)}"]`;
    const took = await window.page.evaluate(
      async ({ hash, selector }) => {
        const startedAt = performance.now();
        globalThis.location.hash = hash;
        for (;;) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          if (document.querySelector(selector) !== null) return performance.now() - startedAt;
        }
      },
      { hash: address, selector: last },
    );
    return {
      name: 'open-page-b4',
      unit: 'ms',
      ours: rounded(took),
      reference: null,
      ratio: null,
      goal: `a page of ${edits} edits is shown within ${goalMs} ms`,
      met: took <= goalMs,
    };
  } finally {
    await window.close();
  }
};

/** Types and deletes single letters all over the lines, the same in every run. */
function write(group: Y.XmlElement): void {
  const made = Array.from({ length: lines }, (_, at) => paragraph(`bench-${String(at)}`, ''));
  group.insert(group.length, made);
  const texts = made.map((container) => {
    const content = container.get(0);
    const text = content instanceof Y.XmlElement ? content.get(0) : null;
    if (!(text instanceof Y.XmlText)) throw new Error('a paragraph has no text');
    return text;
  });
  const random = seededRandom(4);
  for (let edit = 0; edit < edits; edit++) {
    const text = texts[Math.floor(random() * lines)];
    if (text === undefined) continue;
    const at = Math.floor(random() * text.length);
    // As in the trace: two letters typed for each one that is taken back.
    if (text.length > 0 && random() < 0.3) text.delete(Math.min(at, text.length - 1), 1);
    else text.insert(at, 'abcdefgh ij klm nop'[edit % 19] ?? 'a');
  }
}

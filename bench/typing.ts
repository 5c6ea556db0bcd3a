import type { Page } from '@playwright/test';
import type * as Y from 'yjs';
import { openPageWindow, paragraph } from './pageWindow.ts';
import { quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const blocks = 5_000;
const referenceBlocks = 10;
const keys = 150;
const goalMs = 50;

/**
 * From a key going down to the first frame after the text on the screen changed, in the middle of a
 * page of 5,000 blocks; beside it the same in a page of ten.
 */
export const typingP95: Benchmark = async (say) => {
  const window = await openPageWindow(say);
  try {
    const small = await window.addPage((group) => fill(group, referenceBlocks));
    const large = await window.addPage((group) => fill(group, blocks));
    const reference = await typeIn(window.page, small, referenceBlocks);
    say(`page of ${referenceBlocks} blocks: p95 ${rounded(quantile(reference, 0.95))} ms`);
    const ours = await typeIn(window.page, large, blocks);
    const p95 = quantile(ours, 0.95);
    const referenceP95 = quantile(reference, 0.95);
    say(`page of ${blocks} blocks: median ${rounded(quantile(ours, 0.5))} ms`);
    return {
      name: 'typing-p95',
      unit: 'ms',
      ours: rounded(p95),
      reference: rounded(referenceP95),
      ratio: rounded(p95 / referenceP95),
      goal: `under ${goalMs} ms a key in a page of ${blocks} blocks; reference: ${referenceBlocks} blocks`,
      met: p95 < goalMs,
    };
  } finally {
    await window.close();
  }
};

function fill(group: Y.XmlElement, count: number): void {
  const words = 'A line of a long page, about as long as lines in notes are, more or less. ';
  const made = Array.from({ length: count }, (_, at) => paragraph(`bench-${String(at)}`, words));
  group.insert(group.length, made);
}

/** Milliseconds of each key typed in the middle of a page. */
async function typeIn(page: Page, address: string, count: number): Promise<number[]> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  const middle = page.locator(`.bn-block-outer[data-id="bench-${String(Math.floor(count / 2))}"]`);
  await middle.waitFor({ state: 'attached', timeout: 60_000 });
  await middle.scrollIntoViewIfNeeded();
  await middle.locator('.bn-inline-content').click();
  await page.evaluate(watchKeys);
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press('abcdefghij'[key % 10] ?? 'a');
    await page.waitForFunction((typed) => window.typingTook.length >= typed, key + 1);
  }
  const took = await page.evaluate(() => window.typingTook);
  // The first keys warm the compiler up.
  return took.slice(10);
}

declare global {
  interface Window {
    typingTook: number[];
  }
}

/** In the page: from each keydown to the frame after the first change of the editor's DOM. */
function watchKeys(): void {
  window.typingTook = [];
  const editor = document.querySelector('.bn-editor');
  if (editor === null) throw new Error('there is no editor');
  let pressedAt: number | null = null;
  window.addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), { capture: true });
  new MutationObserver(() => {
    if (pressedAt === null) return;
    const since = pressedAt;
    pressedAt = null;
    requestAnimationFrame(() => {
      // After the frame's callbacks, its layout and its paint.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.typingTook.push(performance.now() - since);
      port2.postMessage(null);
    });
  }).observe(editor, { subtree: true, childList: true, characterData: true });
}

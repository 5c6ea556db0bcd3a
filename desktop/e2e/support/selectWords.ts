import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Selects words of the page; once more when somebody else's edit took the selection along meanwhile. */
export async function selectWords(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await page.evaluate(select, { words, length: words.length });
    await selectionRead(page);
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(words);
  }).toPass({ timeout: 20_000 });
}

/** Puts the caret right before words of the page, which nobody else may be changing just now. */
export async function caretBefore(page: Page, words: string): Promise<void> {
  await page.evaluate(select, { words, length: 0 });
  await selectionRead(page);
}

/** The editor reads the selection in an event of its own. */
async function selectionRead(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

function select({ words, length }: { readonly words: string; readonly length: number }): void {
  const editor = [...document.querySelectorAll<HTMLElement>('.bn-editor')].find((element) =>
    element.checkVisibility(),
  );
  if (editor === undefined) throw new Error('no page is shown');
  editor.focus();
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(words) ?? -1;
    if (at === -1) continue;
    getSelection()?.setBaseAndExtent(node, at, node, at + length);
    return;
  }
  throw new Error(`“${words}” is not in one piece on the page`);
}

import type { Page } from '@playwright/test';
import { editor } from './actions.ts';

/** The words of each block that has some, in order. */
export async function blockText(page: Page): Promise<string[]> {
  const texts = await editor(page)
    .locator('.bn-block-content')
    .evaluateAll((blocks) =>
      blocks.map((block) => {
        const copy = block.cloneNode(true) as Element;
        // Other people's carets with their names.
        for (const caret of copy.querySelectorAll('.bn-collaboration-cursor__base')) caret.remove();
        return copy.textContent;
      }),
    );
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** Begins an empty line at the end of the page. */
export async function startLine(page: Page): Promise<void> {
  await editor(page).locator('.bn-trailing-block, .bn-block-content').last().click();
  await page.keyboard.press('Control+End');
}

/** Pastes what another program put on the clipboard, by type. */
export async function pasteInto(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await editor(page).evaluate((element, entries) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(entries)) clipboardData.setData(type, text);
    const options = { clipboardData, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', options));
  }, data);
}

/** Drops a picture drawn for the purpose, or zeros of the given length that say they are one. */
export async function dropPicture(
  page: Page,
  picture: { readonly name: string } & (
    { readonly width: number; readonly height: number } | { readonly bytes: number }
  ),
): Promise<void> {
  await editor(page).evaluate(async (element, given) => {
    const draw = async (width: number, height: number): Promise<Blob> => {
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')?.fillRect(0, 0, width / 2, height);
      return canvas.convertToBlob({ type: 'image/png' });
    };
    const content =
      'bytes' in given ? new Uint8Array(given.bytes) : await draw(given.width, given.height);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], given.name, { type: 'image/png' }));
    const { x, y } = element.getBoundingClientRect();
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const at = { clientX: x + 100, clientY: y + 16 };
      element.dispatchEvent(
        new DragEvent(type, { dataTransfer, ...at, bubbles: true, cancelable: true }),
      );
    }
  }, picture);
}

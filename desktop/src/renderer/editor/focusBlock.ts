import type { BlockNoteEditor } from '@blocknote/core';

const litMs = 2000;

/** Scrolls to a block, opening the toggles it is folded in, and lights it up for a moment. */
export function focusBlock(editor: Pick<BlockNoteEditor, 'domElement'>, block: string): boolean {
  const element = editor.domElement?.querySelector<HTMLElement>(
    `.bn-block-outer[data-id="${CSS.escape(block)}"]`,
  );
  if (element === null || element === undefined) return false;
  openAbove(element);
  element.scrollIntoView({ block: 'center' });
  element.dataset['lit'] = '';
  setTimeout(() => delete element.dataset['lit'], litMs);
  return true;
}

function openAbove(element: HTMLElement): void {
  for (
    let outer = element.parentElement?.closest('.bn-block-outer');
    outer !== null && outer !== undefined;
    outer = outer.parentElement?.closest('.bn-block-outer')
  ) {
    const toggle = outer.querySelector<HTMLElement>(
      ':scope > .bn-block > .bn-block-content .bn-toggle-wrapper[data-show-children="false"]',
    );
    toggle?.querySelector<HTMLElement>('.bn-toggle-button')?.click();
  }
}

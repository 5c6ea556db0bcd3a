import { createExtension } from '@blocknote/core';

/** Remembers whether a paste was asked for without its formatting: `Ctrl/Cmd+Shift+V`. */
export const PlainPasteExtension = createExtension(() => {
  let plain = false;
  return {
    key: 'plainPaste',
    /** Whether the paste that is being handled is a plain one. */
    wanted: () => plain,
    mount: ({ dom, signal }: { readonly dom: HTMLElement; readonly signal: AbortSignal }) => {
      dom.addEventListener(
        'keydown',
        ({ code, shiftKey, ctrlKey, metaKey }) => {
          plain = code === 'KeyV' && shiftKey && (ctrlKey || metaKey);
        },
        { signal, capture: true },
      );
      dom.addEventListener('keyup', () => (plain = false), { signal, capture: true });
    },
  };
});

import { createExtension, createStore } from '@blocknote/core';

/** A link that was just pasted and can be shown as a bookmark instead. */
export interface PastedLink {
  readonly url: string;
  readonly block: string;
}

/** Holds the offer until the person does something else. */
export const PastedLinkExtension = createExtension(({ editor }) => {
  const store = createStore<PastedLink | null>(null);
  return {
    key: 'pastedLink',
    store,
    offer: (link: PastedLink) => store.setState(link),
    withdraw: () => store.setState(null),
    mount: ({ dom, signal }: { readonly dom: HTMLElement; readonly signal: AbortSignal }) => {
      const goToOffer = (event: KeyboardEvent): void => {
        const offer = dom.ownerDocument.querySelector<HTMLElement>('[data-pasted-link]');
        if (event.key !== 'Tab' || event.shiftKey || store.state === null || offer === null) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        offer.focus();
      };
      dom.addEventListener('keydown', goToOffer, { signal, capture: true });
      const stop = editor.onChange((_editor, context) => {
        const { state } = store;
        if (state === null) return;
        // What others write elsewhere takes no offer away.
        if (
          context
            .getChanges()
            .some(({ source }) => source.type !== 'yjs-remote' && source.type !== 'paste')
        ) {
          store.setState(null);
        }
      });
      signal.addEventListener('abort', () => stop());
    },
  };
});

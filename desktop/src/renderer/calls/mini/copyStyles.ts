/**
 * Gives a document the styles of another, those that come later included. Resolves when the sheets
 * there are have loaded (or failed to: unstyled is better than never); `stop` ends the copying.
 */
export function copyStyles(
  from: Document,
  to: Document,
): { readonly loaded: Promise<void>; readonly stop: () => void } {
  const copy = (style: Element): Promise<void> => {
    const twin = to.importNode(style, true);
    // The new document's own address is `about:blank`: addresses in it have to be whole.
    if (style instanceof HTMLLinkElement) twin.setAttribute('href', style.href);
    to.head.append(twin);
    if (!(style instanceof HTMLLinkElement)) return Promise.resolve();
    return new Promise((resolve) => {
      twin.addEventListener('load', () => resolve(), { once: true });
      twin.addEventListener('error', () => resolve(), { once: true });
    });
  };
  const present = [...from.head.querySelectorAll(styles)].map(copy);
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof Element && node.matches(styles)) void copy(node);
    }
  });
  observer.observe(from.head, { childList: true });
  return {
    loaded: Promise.all(present).then(() => undefined),
    stop: () => observer.disconnect(),
  };
}

const styles = 'style, link[rel="stylesheet"]';

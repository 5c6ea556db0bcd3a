/**
 * Lets the keys of a call work in its small window too: presses are repeated in the window that
 * listens for them. What a focused control does with Space and Enter stays its own.
 */
export function passKeys(from: Window, to: Window): () => void {
  const pass = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = (event.target as Element | null)?.closest?.('button, a') != null;
    if (onControl && (event.key === ' ' || event.key === 'Enter')) return;
    const { key, code, shiftKey, repeat, isComposing } = event;
    const twin = new KeyboardEvent(event.type, {
      ...{ key, code, shiftKey, repeat, isComposing },
      bubbles: true,
      cancelable: true,
    });
    if (!to.document.body.dispatchEvent(twin)) event.preventDefault();
  };
  from.addEventListener('keydown', pass);
  from.addEventListener('keyup', pass);
  return () => {
    from.removeEventListener('keydown', pass);
    from.removeEventListener('keyup', pass);
  };
}

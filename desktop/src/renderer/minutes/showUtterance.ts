/** Brings the line of a transcript on this page into view, with the focus; false: it is not here. */
export function showUtterance(utterance: string): boolean {
  const line = document.querySelector<HTMLElement>(`[data-utterance="${CSS.escape(utterance)}"]`);
  if (line === null) return false;
  line.scrollIntoView({ block: 'center' });
  line.focus({ preventScroll: true });
  return true;
}

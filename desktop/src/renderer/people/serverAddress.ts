/**
 * The server's address in what a person typed: a missing scheme is added, and path and the rest are
 * dropped. Null when it is none.
 */
export function serverAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) return null;
  const { protocol, origin } = new URL(full);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}

/** Names that Windows keeps for devices. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
// Names are limited to 255 bytes, and archives are unpacked within other folders.
const longest = 80;

/** A title as a file's name on every system, without an ending; never empty. */
export function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*#^[\]]/gu, ' ')
    .replace(/\s+/gu, ' ');
  const short = [...plain.trim()].slice(0, longest).join('');
  const name = short.replace(/^[.\s]+|[.\s]+$/gu, '');
  if (name === '') return 'Untitled';
  return devices.test(name) ? `${name}_` : name;
}

/** Names in one folder; no two differ only in case, which Windows and macOS take for the same. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** A name that is free, with a number behind it where it was not; `ending` with its dot. */
  take(name: string, ending: string): string {
    for (let count = 1; ; count++) {
      const tried = count === 1 ? name : `${name} ${count}`;
      const key = tried.toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return tried + ending;
    }
  }
}

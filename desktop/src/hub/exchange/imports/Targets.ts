import type { PageId } from '@confab/shared-types';
import { wikiScheme } from './ConvertedPage.ts';
import { decodePath, fileNameIn } from './mediaType.ts';
import type { Plan } from './planPages.ts';
import { folderOf, nameOf } from './planPages.ts';
import { cleanPath } from './SourceFile.ts';
import type { SourceFile } from './SourceFile.ts';

/** What an address in an imported file leads to. */
export type Target =
  | { readonly kind: 'page'; readonly page: PageId }
  | { readonly kind: 'file'; readonly file: SourceFile }
  | { readonly kind: 'data'; readonly url: string }
  | { readonly kind: 'web'; readonly url: string }
  /** A place on the same page. */
  | { readonly kind: 'here' }
  | { readonly kind: 'missing' };

/** Finds what imported files say of each other, by path and, for wiki links, by name. */
export class Targets {
  readonly #byPath = new Map<string, Target>();
  readonly #byName = new Map<string, Target>();

  constructor({ pages, attachments }: Plan) {
    for (const { id, paths } of pages) {
      for (const path of paths) this.#add(path, { kind: 'page', page: id });
    }
    for (const file of attachments) this.#add(file.path, { kind: 'file', file });
  }

  /** `from`: path of the file that has the address. */
  find(address: string, from: string): Target {
    if (address.startsWith(wikiScheme)) return this.#named(address.slice(wikiScheme.length));
    if (address.startsWith('#') || address === '') return { kind: 'here' };
    if (/^data:/i.test(address)) return { kind: 'data', url: address };
    if (address.startsWith('//')) return { kind: 'web', url: `https:${address}` };
    if (/^(https?|mailto|confab):/i.test(address)) return { kind: 'web', url: address };
    if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return { kind: 'missing' };
    const path = resolvePath(address, from);
    return (path === null ? undefined : this.#at(path)) ?? { kind: 'missing' };
  }

  #named(encoded: string): Target {
    const name = decodePath(encoded).normalize('NFC');
    if (name === '') return { kind: 'here' };
    const path = cleanPath(name);
    if (path === null) return { kind: 'missing' };
    return this.#at(path) ?? this.#byName.get(nameOf(path).toLowerCase()) ?? { kind: 'missing' };
  }

  #at(path: string): Target | undefined {
    return (
      this.#byPath.get(path) ?? this.#byPath.get(`${path}.md`) ?? this.#byPath.get(`${path}.html`)
    );
  }

  #add(path: string, target: Target): void {
    this.#byPath.set(path, target);
    const name = nameOf(path).toLowerCase();
    const names = target.kind === 'page' ? [name, name.replace(/\.[^.]+$/, '')] : [name];
    for (const each of names) if (!this.#byName.has(each)) this.#byName.set(each, target);
  }
}

function resolvePath(address: string, from: string): string | null {
  const [path = ''] = address.split(/[?#]/, 1);
  const decoded = decodePath(path).replaceAll('\\', '/').normalize('NFC');
  const names = decoded.startsWith('/')
    ? []
    : folderOf(from)
        .split('/')
        .filter((name) => name !== '');
  for (const name of decoded.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return cleanPath(names.join('/'));
}

/** What a file is called in a block. */
export function shownName(address: string): string {
  if (address.startsWith(wikiScheme)) return nameOf(decodePath(address.slice(wikiScheme.length)));
  return /^data:/i.test(address) ? '' : fileNameIn(address);
}

/** An address as it stands in the file it is from. */
export function shownAddress(address: string): string {
  if (!address.startsWith(wikiScheme)) return address;
  return `[[${decodePath(address.slice(wikiScheme.length))}]]`;
}

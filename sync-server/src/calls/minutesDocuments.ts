import { pageSchemaVersion, writeBlocks, yTypes } from '@confab/shared-types';
import type { CallMeta, CallPerson, DocKey, PageEntry, PageMeta } from '@confab/shared-types';
import { generateKeyBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import { newId } from '../newId.ts';

export const callDocument = (workspace: string, call: string): DocKey =>
  `${workspace}/call/${call}`;

/** Each of these may be applied again and changes nothing then. */
export function writeCall(doc: Y.Doc, meta: CallMeta, people: readonly CallPerson[]): void {
  const metaMap = doc.getMap(yTypes.meta);
  if (!metaMap.has('startedAt')) {
    metaMap.set('startedAt', meta.startedAt);
    metaMap.set('endedAt', meta.endedAt);
    if (meta.language !== undefined) metaMap.set('language', meta.language);
    if (meta.template !== undefined) metaMap.set('template', meta.template);
  }
  for (const person of people) writeCallPerson(doc, person);
}

export function writeCallPerson(doc: Y.Doc, person: CallPerson): void {
  const people = doc.getMap(yTypes.people);
  if (!people.has(person.account)) people.set(person.account, { ...person });
}

export function writeCallEnd(doc: Y.Doc, endedAt: number): void {
  const meta = doc.getMap(yTypes.meta);
  if (typeof meta.get('endedAt') !== 'number') meta.set('endedAt', endedAt);
}

/** The page that shows a call's transcript: its title and one empty paragraph to write in. */
export function writeMinutesPage(doc: Y.Doc, call: string, title: string): void {
  const meta = doc.getMap(yTypes.meta);
  if (meta.has('kind')) return;
  const content: PageMeta = { schemaVersion: pageSchemaVersion, kind: 'minutes', call };
  for (const [key, value] of Object.entries(content)) meta.set(key, value);
  doc.getText(yTypes.title).insert(0, title);
  writeBlocks(doc.getXmlFragment(yTypes.blocks), [], newId);
}

/** Puts the page last among those at the root of the tree. */
export function writeMinutesEntry(index: Y.Doc, page: string, title: string): void {
  const pages = index.getMap(yTypes.pages);
  if (pages.has(page)) return;
  const entry: PageEntry = {
    parent: null,
    order: lastOrder(pages),
    title,
    icon: null,
    kind: 'minutes',
    trashedAt: null,
  };
  pages.set(page, new Y.Map(Object.entries(entry)));
}

function lastOrder(pages: Y.Map<unknown>): string {
  const orders: string[] = [];
  for (const entry of pages.values()) {
    if (!(entry instanceof Y.Map)) continue;
    const order: unknown = entry.get('order');
    if (entry.get('parent') === null && typeof order === 'string') orders.push(order);
  }
  // Code units, the order the tree itself is sorted by.
  const last = orders.reduce<string | null>(
    (highest, order) => (highest === null || order > highest ? order : highest),
    null,
  );
  try {
    return generateKeyBetween(last, null);
  } catch {
    // Written by something else than our apps: any string after it sorts after it.
    return `${last ?? 'a'}V`;
  }
}

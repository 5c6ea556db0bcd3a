import type * as Y from 'yjs';

/** Takes back what was done, save what somebody has changed since. */
export type Undo = () => void;

/** A document that may be another one by the time something is undone: the hub can reset it. */
export interface DocHolder {
  readonly doc: Y.Doc;
}

/** Sets entries of one of a document's maps in one transaction; undefined removes. */
export function setEntries(
  holder: DocHolder,
  name: string,
  entries: ReadonlyMap<string, unknown>,
): Undo {
  const before = new Map<string, unknown>();
  const map = holder.doc.getMap(name);
  holder.doc.transact(() => {
    for (const [key, value] of entries) {
      before.set(key, map.get(key));
      put(map, key, value);
    }
  });
  return () => {
    const now = holder.doc.getMap(name);
    holder.doc.transact(() => {
      for (const [key, value] of entries) {
        if (isSame(now.get(key), value)) put(now, key, before.get(key));
      }
    });
  };
}

function put(map: Y.Map<unknown>, key: string, value: unknown): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** Entries are plain data, and keep the order of their keys on the way. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

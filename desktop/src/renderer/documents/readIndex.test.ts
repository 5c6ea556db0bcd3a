import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { changeEntry, readIndex, rereadIndex } from './readIndex.ts';

const entry = { parent: null, order: 'a0', title: '', icon: null, kind: 'page', trashedAt: null };

function put(index: Y.Doc, page: string, more: object = {}): void {
  index.getMap('pages').set(page, new Y.Map(Object.entries({ ...entry, ...more })));
}

it('reading only what changed comes to the same as reading all', () => {
  const index = new Y.Doc();
  put(index, 'page-000a', { title: 'A' });
  put(index, 'page-000b');
  let entries = readIndex(index);
  index.getMap('pages').observeDeep((events) => {
    const before = entries;
    entries = rereadIndex(index, entries, events);
    expect(entries).toEqual(readIndex(index));
    expect(entries).not.toBe(before);
  });
  changeEntry(index, 'page-000a', { title: 'Another', trashedAt: 5 });
  put(index, 'page-000c');
  index.getMap('pages').set('page-000b', 'not an entry');
  index.getMap('pages').delete('page-000a');
  index.transact(() => {
    put(index, 'page-000d');
    changeEntry(index, 'page-000d', { title: 'D' });
    changeEntry(index, 'page-000c', { order: 'a1' });
  });
  expect([...entries.keys()].sort()).toEqual(['page-000c', 'page-000d']);
});

import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { followCopy } from './followCopy.ts';

it('follows the document and never leads back to it', () => {
  const source = new Y.Doc();
  source.getText('title').insert(0, 'a');
  const before = Y.encodeStateAsUpdate(source);
  const copy = followCopy(source);
  const stop = copy.follow();
  const { doc } = copy;
  doc.getText('title').delete(0, 1);
  expect(Y.encodeStateAsUpdate(source)).toEqual(before);
  source.getText('title').insert(1, 'b');
  expect(doc.getText('title').toString()).toBe('b');
  stop();
  source.getText('title').insert(2, 'c');
  expect(doc.getText('title').toString()).toBe('b');
});

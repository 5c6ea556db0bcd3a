import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { deletedMore, holdsMore } from './compareStates.ts';

function copyOf(ydoc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  return copy;
}

test('deletions that the other end does not know are noticed, which state vectors do not tell', () => {
  const server = new Y.Doc();
  server.getText('t').insert(0, 'abcdef');
  const hub = copyOf(server);
  expect(deletedMore(hub, Y.encodeStateAsUpdate(server))).toBe(false);
  hub.getText('t').delete(1, 2);
  expect(holdsMore(hub, Y.encodeStateVector(server))).toBe(false);
  expect(deletedMore(hub, Y.encodeStateAsUpdate(server))).toBe(true);
  // What a server answers to a state vector holds all of its deletions.
  Y.applyUpdate(server, Y.encodeStateAsUpdate(hub));
  server.getText('t').delete(0, 4);
  const answer = Y.encodeStateAsUpdate(server, Y.encodeStateVector(hub));
  expect(deletedMore(hub, answer)).toBe(false);
});

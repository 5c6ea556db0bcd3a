import * as Y from 'yjs';

/**
 * A copy of a document that follows it one way. An editor bound to the copy may drop what its schema
 * does not know (y-prosemirror does): the document itself keeps every byte.
 */
export function followCopy(source: Y.Doc): {
  readonly doc: Y.Doc;
  /** Starts following; returns how to stop. */
  follow(): () => void;
} {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source));
  return {
    doc,
    follow: () => {
      const pass = (update: Uint8Array): void => Y.applyUpdate(doc, update);
      pass(Y.encodeStateAsUpdate(source, Y.encodeStateVector(doc)));
      source.on('update', pass);
      return () => source.off('update', pass);
    },
  };
}

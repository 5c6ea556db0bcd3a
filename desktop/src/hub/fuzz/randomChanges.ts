import type { DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { parseDocKey } from '../documents/docNames.ts';
import type { SeededRandom } from './SeededRandom.ts';

/** Changes something that the kind of document may hold. Runs within a transaction. */
export function changeSomething(doc: DocKey, ydoc: Y.Doc, random: SeededRandom): void {
  switch (parseDocKey(doc).kind) {
    case 'index':
      return changeTree(ydoc, random);
    case 'comments':
      return changeComments(ydoc, random);
    default:
      return random.chance(0.4) ? changeBlocks(ydoc, random) : changeTitle(ydoc, random);
  }
}

function letters(random: SeededRandom): string {
  return String.fromCharCode(97 + random.below(26)).repeat(1 + random.below(3));
}

function changeText(text: Y.Text | Y.XmlText, random: SeededRandom): void {
  if (text.length > 5 && random.chance(0.35)) {
    const at = random.below(text.length - 2);
    text.delete(at, 1 + random.below(Math.min(4, text.length - at - 1)));
  } else {
    text.insert(random.below(text.length + 1), letters(random));
  }
}

function changeTitle(ydoc: Y.Doc, random: SeededRandom): void {
  if (random.chance(0.2)) {
    ydoc.getMap('meta').set(random.pick(['cover', 'icon', 'width']), letters(random));
  } else {
    changeText(ydoc.getText('title'), random);
  }
}

function changeBlocks(ydoc: Y.Doc, random: SeededRandom): void {
  const blocks = ydoc.getXmlFragment('blocks');
  const choice = random.next();
  if (blocks.length === 0 || choice < 0.3) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(letters(random))]);
    blocks.insert(random.below(blocks.length + 1), [paragraph]);
  } else if (choice < 0.4) {
    blocks.delete(random.below(blocks.length), 1);
  } else {
    const paragraph = blocks.get(random.below(blocks.length));
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
    if (text instanceof Y.XmlText) changeText(text, random);
  }
}

function changeComments(ydoc: Y.Doc, random: SeededRandom): void {
  const threads = ydoc.getMap<Y.Map<unknown>>('threads');
  const ids = [...threads.keys()].sort();
  if (ids.length === 0 || random.chance(0.3)) {
    const thread = new Y.Map<unknown>([
      ['resolvedAt', null],
      ['comments', new Y.Array()],
    ]);
    threads.set(`thread-${random.below(1_000_000)}`, thread);
    return;
  }
  const thread = threads.get(random.pick(ids));
  if (random.chance(0.3)) thread?.set('resolvedAt', random.below(1000));
  const comments = thread?.get('comments');
  if (comments instanceof Y.Array) comments.push([letters(random)]);
}

/** Pages are made, named, moved, thrown into the trash and taken out of it. */
function changeTree(ydoc: Y.Doc, random: SeededRandom): void {
  const pages = ydoc.getMap<Y.Map<unknown>>('pages');
  const ids = [...pages.keys()].sort();
  if (ids.length === 0 || random.chance(0.25)) {
    const entry = new Y.Map<unknown>(Object.entries({ parent: null, trashedAt: null, title: '' }));
    pages.set(`made-page-${random.below(1_000_000)}`, entry);
    return;
  }
  const entry = pages.get(random.pick(ids));
  const choice = random.next();
  if (choice < 0.3) entry?.set('parent', random.chance(0.3) ? null : random.pick(ids));
  else if (choice < 0.6) entry?.set('trashedAt', random.chance(0.5) ? null : random.below(1000));
  else entry?.set('title', letters(random));
}

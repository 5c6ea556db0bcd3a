import * as Y from 'yjs';

export interface TextSize {
  readonly words: number;
  /** As a reader counts them, spaces included, line breaks not. */
  readonly characters: number;
}

/** Words and characters of a page's blocks, by the rules of the language that is read. */
export function countWords(blocks: Y.XmlFragment, language: string): TextSize {
  const words = new Intl.Segmenter(language, { granularity: 'word' });
  const characters = new Intl.Segmenter(language, { granularity: 'grapheme' });
  let size: TextSize = { words: 0, characters: 0 };
  for (const text of textsIn(blocks)) {
    size = {
      words: size.words + count(words.segment(text), ({ isWordLike }) => isWordLike === true),
      characters: size.characters + count(characters.segment(text), () => true),
    };
  }
  return size;
}

const emptyPageNodes: ReadonlySet<string> = new Set(['blockGroup', 'blockContainer', 'paragraph']);

/** Whether a page has no words and nothing but one empty block in it. */
export function isEmptyPage(blocks: Y.XmlFragment): boolean {
  let blockCount = 0;
  for (const element of elementsIn(blocks)) {
    if (element.nodeName === 'blockContainer') blockCount++;
    // Typing asks this at each key: a long page is not walked through.
    if (blockCount > 1 || !emptyPageNodes.has(element.nodeName)) return false;
  }
  return textsIn(blocks).every((text) => text === '');
}

function count(
  segments: Iterable<Intl.SegmentData>,
  wanted: (segment: Intl.SegmentData) => boolean,
): number {
  let counted = 0;
  for (const segment of segments) if (wanted(segment)) counted++;
  return counted;
}

function* elementsIn(parent: Y.XmlFragment): Generator<Y.XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    yield child;
    yield* elementsIn(child);
  }
}

function textsIn(parent: Y.XmlFragment): string[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [plainText(child)];
    return child instanceof Y.XmlFragment ? textsIn(child) : [];
  });
}

/** The text without what is embedded in it, and without the marks that `toString` would write. */
function plainText(text: Y.XmlText): string {
  const delta = text.toDelta() as readonly { readonly insert?: unknown }[];
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

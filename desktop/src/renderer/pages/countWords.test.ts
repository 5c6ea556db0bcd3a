import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { countWords, isEmptyPage } from './countWords.ts';

function page(...lines: readonly (readonly [type: string, text: string])[]): Y.XmlFragment {
  const blocks = new Y.Doc().getXmlFragment('blocks');
  const group = new Y.XmlElement('blockGroup');
  blocks.insert(0, [group]);
  for (const [type, words] of lines) {
    const container = new Y.XmlElement('blockContainer');
    const content = new Y.XmlElement(type);
    const text = new Y.XmlText();
    group.push([container]);
    container.push([content]);
    content.push([text]);
    text.insert(0, words);
  }
  return blocks;
}

describe('countWords', () => {
  it('counts words, not punctuation, over all blocks', () => {
    const blocks = page(['heading', 'Launch plan'], ['paragraph', 'It’s on: 3 days – go!']);
    expect(countWords(blocks, 'en')).toEqual({ words: 7, characters: 32 });
  });

  it('counts Korean words and whole emoji, and leaves formatting out', () => {
    const blocks = page(['paragraph', '회의 기록 👩‍👩‍👧']);
    const text = new Y.XmlText();
    blocks.push([text]);
    text.insert(0, '굵게', { bold: true });
    expect(countWords(blocks, 'ko')).toEqual({ words: 3, characters: 9 });
  });
});

describe('isEmptyPage', () => {
  it('is a page with one paragraph that holds nothing', () => {
    expect(isEmptyPage(page(['paragraph', '']))).toBe(true);
    expect(isEmptyPage(page())).toBe(true);
  });

  it.each([
    [page(['paragraph', 'a'])],
    [page(['paragraph', ''], ['paragraph', ''])],
    [page(['divider', ''])],
    [page(['bulletListItem', ''])],
  ])('is none that was begun', (blocks) => {
    expect(isEmptyPage(blocks)).toBe(false);
  });
});

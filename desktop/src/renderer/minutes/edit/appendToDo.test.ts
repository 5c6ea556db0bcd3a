import { blockText, readBlocks, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { appendToDo } from './appendToDo.ts';

const texts = { heading: 'Actions', headings: ['Actions', '할 일'] };
const toDo = {
  owner: { mention: { kind: 'person', target: 'person-anna', label: 'Anna' } },
  text: 'Send it.',
  utterance: 'u1',
  time: '0:05',
} as const;

function page(...blocks: readonly Block[]): { readonly doc: Y.Doc } {
  const doc = new Y.Doc();
  let next = 0;
  writeBlocks(doc.getXmlFragment(yTypes.blocks), blocks, () => `own-block-${next++}`);
  return { doc };
}

function text(words: string, more: Partial<Block> = {}): Block {
  return { type: 'paragraph', content: [{ text: words }], ...more };
}

function summary(initial: string, kind: 'h' | 'i', words: string): Block {
  const id = `sum-aaaaaaaaaa-${initial}${kind}1-0123456789abcdef`;
  return text(words, { id, type: kind === 'h' ? 'heading' : 'bulletListItem' });
}

let sets = 0;
function append(holder: { readonly doc: Y.Doc }) {
  return appendToDo(holder, toDo, texts, () => String(sets++).padStart(10, '0'));
}

function read({ doc }: { readonly doc: Y.Doc }): readonly string[] {
  return readBlocks(doc.getXmlFragment(yTypes.blocks)).map(blockText);
}

describe('a to-do from a line', () => {
  it('names its owner and leads to its line', () => {
    const holder = page(text('Mine'));
    append(holder);
    const blocks = readBlocks(holder.doc.getXmlFragment(yTypes.blocks));
    expect(blocks[1]).toMatchObject({
      type: 'checkListItem',
      content: [
        toDo.owner,
        { text: ' Send it. ' },
        { text: '0:05', link: 'confab://utterance/u1' },
      ],
    });
  });

  it('goes under a heading of its own where there are no actions, the next one after it', () => {
    const holder = page(text('Mine'));
    append(holder);
    append(holder);
    expect(read(holder)).toEqual(['Actions', 'Anna Send it. 0:05', 'Anna Send it. 0:05', 'Mine']);
  });

  it('goes to the end of the actions that were found', () => {
    const holder = page(
      summary('a', 'h', 'Actions'),
      summary('a', 'i', 'Call them'),
      summary('q', 'h', 'Open questions'),
      text('Mine'),
    );
    append(holder);
    expect(read(holder)).toEqual([
      'Actions',
      'Call them',
      'Anna Send it. 0:05',
      'Open questions',
      'Mine',
    ]);
  });

  it('stands between decisions and questions', () => {
    const holder = page(
      summary('d', 'h', 'Decisions'),
      summary('d', 'i', 'We ship'),
      summary('q', 'h', 'Open questions'),
    );
    append(holder);
    expect(read(holder)[2]).toBe('Actions');
    expect(read(holder)[4]).toBe('Open questions');
  });

  it('joins actions that somebody wrote', () => {
    const holder = page(
      text('할 일', { type: 'heading' }),
      text('Buy milk', { type: 'checkListItem' }),
      text('Later', { type: 'heading' }),
    );
    append(holder);
    expect(read(holder)).toEqual(['할 일', 'Buy milk', 'Anna Send it. 0:05', 'Later']);
  });

  it('is undone with its heading', () => {
    const holder = page(text('Mine'));
    const undo = append(holder);
    undo();
    expect(read(holder)).toEqual(['Mine']);
  });
});

import { readBlocks, yTypes } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { systemClock } from '../../Clock.ts';
import { SimulatedClock } from '../../fuzz/SimulatedClock.ts';
import { Converter } from './Converter.ts';

const options = { format: 'markdown', name: 'file', source: 'markdown' } as const;

function converter(clock = systemClock): Converter {
  const made = new Converter(clock);
  onTestFinished(() => made.close());
  return made;
}

test('a file is converted, and written as a document', async () => {
  const made = converter();
  const page = await made.convert('# Title\n\nand text', options);
  expect(page).toMatchObject({ title: 'Title', blocks: [{ type: 'paragraph' }] });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await made.write(page.title, '🌊', page.blocks));
  expect(ydoc.getText(yTypes.title).toString()).toBe('Title');
  expect(readBlocks(ydoc.getXmlFragment(yTypes.blocks))).toMatchObject(page.blocks);
});

test('what is nested beyond all measure is not read, and the next file is', async () => {
  const made = converter();
  await expect(made.convert('>'.repeat(5000), options)).rejects.toMatchObject({
    code: 'import-unreadable',
  });
  expect((await made.convert('# Next', options)).title).toBe('Next');
});

test('what takes too long is given up, and the next file is read', async () => {
  const clock = new SimulatedClock();
  const made = converter(clock);
  const long = made.convert('> a '.repeat(200_000), options);
  clock.advance(600_000);
  await expect(long).rejects.toMatchObject({ code: 'import-unreadable' });
  expect((await made.convert('# Next', options)).title).toBe('Next');
});

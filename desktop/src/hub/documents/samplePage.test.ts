import { blockText, walkBlocks } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { samplePage } from './samplePage.ts';

test('the sample pages say the same in both languages', () => {
  const english = samplePage('en');
  const korean = samplePage('ko');
  expect(korean.blocks.map(({ type }) => type)).toEqual(english.blocks.map(({ type }) => type));
  for (const block of walkBlocks(korean.blocks)) {
    if (blockText(block) !== '') expect(blockText(block)).toMatch(/\p{Script=Hangul}/u);
  }
});

import { BlockNoteSchema, defaultBlockSpecs } from '@blocknote/core';
import { createBookmarkSpec } from './blocks/bookmarkBlock.ts';
import { createCalloutSpec } from './blocks/calloutBlock.ts';
import { codeBlockSpec } from './blocks/codeBlock.ts';
import { createEquationSpec } from './blocks/equationBlock.ts';
import { fileBlockSpecs } from './blocks/fileBlocks.ts';
import { toggleBlockSpec } from './blocks/toggleBlock.ts';
import { equationInlineSpec } from './inline/equationInline.ts';
import { mentionSpec } from './inline/mentionInline.ts';

const { checkListItem } = defaultBlockSpecs;
const { implementation } = checkListItem;

const render: typeof implementation.render = function (block, editor) {
  const view = implementation.render.call(this, block, editor);
  const words = `words-${block.id}`;
  view.contentDOM?.setAttribute('id', words);
  view.dom.querySelector('input')?.setAttribute('aria-labelledby', words);
  return view;
};

/**
 * BlockNote's blocks and ours. Types and properties are those of shared-types' `blockProps`; the
 * box of a to-do is named by its words, for screen readers.
 */
export const pageSchema = BlockNoteSchema.create().extend({
  blockSpecs: {
    checkListItem: { ...checkListItem, implementation: { ...implementation, render } },
    toggleListItem: toggleBlockSpec,
    ...fileBlockSpecs,
    codeBlock: codeBlockSpec,
    callout: createCalloutSpec(),
    equation: createEquationSpec(),
    bookmark: createBookmarkSpec(),
  },
  inlineContentSpecs: { mention: mentionSpec, inlineEquation: equationInlineSpec },
});

/** An editor of pages. */
export type PageBlockEditor = typeof pageSchema.BlockNoteEditor;
export type PageBlock = typeof pageSchema.Block;
export type PagePartialBlock = typeof pageSchema.PartialBlock;

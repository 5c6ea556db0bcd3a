import { BlockNoteSchema, defaultBlockSpecs } from '@blocknote/core';

const { checkListItem } = defaultBlockSpecs;
const { implementation } = checkListItem;

const render: typeof implementation.render = function (block, editor) {
  const view = implementation.render.call(this, block, editor);
  const words = `words-${block.id}`;
  view.contentDOM?.setAttribute('id', words);
  view.dom.querySelector('input')?.setAttribute('aria-labelledby', words);
  return view;
};

/** BlockNote's blocks; the box of a to-do is named by its words, for screen readers. */
export const pageSchema = BlockNoteSchema.create().extend({
  blockSpecs: {
    checkListItem: { ...checkListItem, implementation: { ...implementation, render } },
  },
});

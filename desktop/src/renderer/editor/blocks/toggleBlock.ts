import { defaultBlockSpecs } from '@blocknote/core';
import { surroundingsOf } from '../Surroundings.ts';

const { toggleListItem } = defaultBlockSpecs;
const { implementation } = toggleListItem;

const render: typeof implementation.render = function (block, editor) {
  const view = implementation.render.call(this, block, editor);
  const arrow = view.dom.querySelector('.bn-toggle-button');
  const wrapper = view.dom.querySelector('.bn-toggle-wrapper');
  const t = surroundingsOf(editor)?.t;
  if (arrow === null || wrapper === null || t === undefined) return view;
  const say = (): void => {
    const open = wrapper.getAttribute('data-show-children') === 'true';
    arrow.setAttribute('aria-expanded', String(open));
  };
  arrow.setAttribute('aria-label', t('editor.toggle'));
  say();
  // It also opens by itself, when something is put inside.
  new MutationObserver(say).observe(wrapper, { attributeFilter: ['data-show-children'] });
  return {
    ...view,
    ignoreMutation: (mutation) =>
      arrow.contains(mutation.target) || view.ignoreMutation?.(mutation) === true,
  };
};

/** BlockNote's toggle, whose arrow has a name for screen readers and says whether it is open. */
export const toggleBlockSpec: typeof toggleListItem = {
  ...toggleListItem,
  implementation: { ...implementation, render },
};

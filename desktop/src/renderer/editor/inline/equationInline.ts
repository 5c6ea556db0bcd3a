import { createInlineContentSpec } from '@blocknote/core';
import { surroundingsOf } from '../Surroundings.ts';
import { equationElement } from './equationElement.ts';
import { readFormula } from './katex.ts';

/** A formula in a line of text, in TeX. */
export const equationInlineSpec = createInlineContentSpec(
  { type: 'inlineEquation', propSchema: { source: { default: '' } }, content: 'none' } as const,
  {
    parse: (element) => {
      if (!element.matches('.katex, math')) return undefined;
      const source = readFormula(element);
      return source === null ? undefined : { source };
    },
    render(inline, update, editor) {
      const dom = equationElement({
        tag: 'span',
        className: 'cf-inline-equation',
        source: inline.props.source,
        empty: 'editor.equation.emptyInline',
        editable: editor.isEditable,
        around: surroundingsOf(editor),
        onChange: (source) => update({ type: 'inlineEquation', props: { source } }),
      });
      return { dom };
    },
    toExternalHTML(inline) {
      const dom = document.createElement('span');
      dom.textContent = `$${inline.props.source}$`;
      return { dom };
    },
  },
);

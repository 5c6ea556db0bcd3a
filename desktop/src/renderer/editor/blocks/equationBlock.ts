import { createBlockSpec, createExtension } from '@blocknote/core';
import { equationElement } from '../inline/equationElement.ts';
import { readFormula } from '../inline/katex.ts';
import { surroundingsOf } from '../Surroundings.ts';

/** A formula on a line of its own, in TeX. */
export const createEquationSpec = createBlockSpec(
  { type: 'equation', propSchema: { source: { default: '' } }, content: 'none' } as const,
  {
    meta: { isolating: false },
    parse: (element) => {
      if (!element.matches('.katex-display, math[display="block"]')) return undefined;
      const source = readFormula(element);
      return source === null ? undefined : { source };
    },
    render(block, editor) {
      const dom = equationElement({
        tag: 'div',
        className: 'cf-equation',
        source: block.props.source,
        empty: 'editor.equation.empty',
        editable: editor.isEditable,
        around: surroundingsOf(editor),
        onChange: (source) => editor.updateBlock(block.id, { props: { source } }),
      });
      return { dom };
    },
    toExternalHTML(block) {
      const dom = document.createElement('p');
      dom.textContent = `$$${block.props.source}$$`;
      return { dom };
    },
  },
  [
    createExtension({
      key: 'equation-shortcuts',
      inputRules: [
        { find: /^\$\$\s$/, replace: () => ({ type: 'equation', props: { source: '' } }) },
        {
          find: /^\$\$(.+)\$\$$/,
          replace: ({ match }) => ({ type: 'equation', props: { source: match[1]?.trim() ?? '' } }),
        },
      ],
    }),
  ],
);

import { createBlockSpec, createExtension } from '@blocknote/core';
import { drawFormula, readFormula } from '../inline/katex.ts';
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
      const { source } = block.props;
      const dom = document.createElement('div');
      dom.className = 'cf-equation';
      dom.contentEditable = 'false';
      const around = surroundingsOf(editor);
      const change = (next: string): void => {
        editor.updateBlock(block.id, { props: { source: next } });
      };
      const edit = (): void => around?.editEquation(dom, source, change);
      if (editor.isEditable && around !== null) {
        dom.tabIndex = 0;
        dom.role = 'button';
        dom.setAttribute('aria-label', around.t('editor.equation.label', { source }));
        dom.addEventListener('click', edit);
        dom.addEventListener('keydown', ({ key }) => {
          if (key === 'Enter' || key === ' ') edit();
        });
      }
      if (source === '') dom.textContent = around?.t('editor.equation.empty') ?? '';
      else
        void drawFormula(dom, source, true).then((mistake) => {
          if (mistake !== null) dom.dataset['mistake'] = mistake;
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

import { createInlineContentSpec } from '@blocknote/core';
import { surroundingsOf } from '../Surroundings.ts';
import { drawFormula, readFormula } from './katex.ts';

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
      const { source } = inline.props;
      const dom = document.createElement('span');
      dom.className = 'cf-inline-equation';
      dom.contentEditable = 'false';
      const around = surroundingsOf(editor);
      const edit = (): void =>
        around?.editEquation(dom, source, (next) =>
          update({ type: 'inlineEquation', props: { source: next } }),
        );
      if (editor.isEditable && around !== null) {
        dom.tabIndex = 0;
        dom.role = 'button';
        dom.setAttribute('aria-label', around.t('editor.equation.label', { source }));
        dom.addEventListener('click', edit);
        dom.addEventListener('keydown', ({ key }) => {
          if (key === 'Enter' || key === ' ') edit();
        });
      }
      if (source === '') dom.textContent = around?.t('editor.equation.emptyInline') ?? '';
      else
        void drawFormula(dom, source, false).then((mistake) => {
          if (mistake !== null) dom.dataset['mistake'] = mistake;
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

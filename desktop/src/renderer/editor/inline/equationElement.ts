import type { Surroundings } from '../Surroundings.ts';
import { drawFormula } from './katex.ts';

/** A formula as the editor shows it, alone on its line or within one; a press edits its TeX. */
export function equationElement(options: {
  readonly tag: 'div' | 'span';
  readonly className: string;
  readonly source: string;
  /** What stands there while there is no formula. */
  readonly empty: 'editor.equation.empty' | 'editor.equation.emptyInline';
  readonly editable: boolean;
  readonly around: Surroundings | null;
  readonly onChange: (source: string) => void;
}): HTMLElement {
  const { tag, className, source, empty, editable, around, onChange } = options;
  const dom: HTMLElement = document.createElement(tag);
  dom.className = className;
  dom.contentEditable = 'false';
  if (editable && around !== null) {
    const edit = (): void => around.editEquation(dom, source, onChange);
    dom.tabIndex = 0;
    dom.role = 'button';
    dom.setAttribute('aria-label', around.t('editor.equation.label', { source }));
    dom.addEventListener('click', edit);
    dom.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' || key === ' ') edit();
    });
  }
  if (source === '') dom.textContent = around?.t(empty) ?? '';
  else
    void drawFormula(dom, source, tag === 'div').then((mistake) => {
      if (mistake !== null) dom.dataset['mistake'] = mistake;
    });
  return dom;
}

import { escapeHtml } from '@confab/shared-types';
import katex from 'katex';

/** Longer ones are shown as their source: setting them would keep everybody else waiting. */
const lengthLimit = 4000;

/** A formula as MathML, which needs neither scripts, styles nor fonts; its source if it is not TeX. */
export function renderEquation(tex: string, display: boolean): string {
  const source = `<code>${escapeHtml(tex)}</code>`;
  if (tex.length > lengthLimit) return source;
  try {
    return katex.renderToString(tex, {
      output: 'mathml',
      displayMode: display,
      trust: false,
      maxSize: 20,
      maxExpand: 200,
      strict: 'ignore',
    });
  } catch {
    return source;
  }
}

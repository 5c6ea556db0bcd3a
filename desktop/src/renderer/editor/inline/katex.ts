import type { KatexOptions } from 'katex';
import 'katex/dist/katex.min.css';

const options: KatexOptions = {
  throwOnError: true,
  strict: 'ignore',
  trust: false,
  maxExpand: 200,
};

/**
 * Draws a formula into an element. The words of a mistake, when there is one, are answered; the
 * element then shows the source. KaTeX is loaded with the first formula.
 */
export async function drawFormula(
  element: HTMLElement,
  source: string,
  displayMode: boolean,
): Promise<string | null> {
  const katex = await import('katex');
  try {
    katex.default.render(source, element, { ...options, displayMode });
    return null;
  } catch (error) {
    if (!(error instanceof katex.default.ParseError)) throw error;
    element.textContent = source;
    return error.rawMessage;
  }
}

/** The TeX of a formula in somebody else's page, as KaTeX and MathML write it down. */
export function readFormula(element: Element): string | null {
  const annotation = element.querySelector('annotation[encoding="application/x-tex"]');
  return annotation?.textContent?.trim() ?? null;
}

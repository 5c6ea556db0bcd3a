import type { MarkKind, TranscriptLine } from '@confab/shared-types';
import { clockText } from '../../calls/controls/clockText.ts';
import { markSigns } from './marks.ts';

/** What a person asks of a line. */
export type LineAction =
  | { readonly do: 'edit' | 'said-by' | 'note' | 'copy' | 'take-back' | 'to-do' }
  | { readonly do: 'mark'; readonly kind: MarkKind };

interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const marks: readonly MarkKind[] = ['decision', 'action', 'question'];

/**
 * What a key asks of the line that has the focus; null: nothing. Letters by where they are on the
 * keyboard, so that they work with Hangul switched on.
 */
export function lineActionOf(press: Press): LineAction | null {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = press;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey) {
    return code === 'KeyC' ? { do: 'copy' } : null;
  }
  if (ctrlKey || metaKey || altKey || shiftKey) return null;
  if (key === 'Enter' || key === 'F2') return { do: 'edit' };
  if (key === 'Delete') return { do: 'take-back' };
  if (isLetter('N', press)) return { do: 'note' };
  const kind = marks.find((each) => isLetter(markSigns[each].key, press));
  return kind === undefined ? null : { do: 'mark', kind };
}

/** As on the keyboard's Latin layout; what a layout moved elsewhere works where it says so. */
function isLetter(letter: string, { key, code }: Press): boolean {
  const latin = /^[a-z]$/iu.test(key);
  return latin ? key.toUpperCase() === letter : code === `Key${letter}`;
}

/** Lines as one pastes them: `4:07 Anna: words`. */
export function linesText(lines: readonly TranscriptLine[], startedAt: number): string {
  return lines
    .map((line) => {
      const time = clockText(Math.max(0, line.startedAt - startedAt));
      return `${time} ${line.name === '' ? '' : `${line.name}: `}${line.text}`;
    })
    .join('\n');
}

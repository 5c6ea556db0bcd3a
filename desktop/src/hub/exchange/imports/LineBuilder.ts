import { appendRun } from '@confab/shared-types';
import type { Block, InlineRun, StyledText, TextStyle } from '@confab/shared-types';
import { blockTypeOfFile, fileNameIn } from './mediaType.ts';

export interface LineStyle {
  readonly styles: readonly TextStyle[];
  readonly link?: string;
  readonly backgroundColor?: string;
}

export const plain: LineStyle = { styles: [] };

/** In the order the editor stores them in. */
const order: readonly TextStyle[] = ['bold', 'italic', 'underline', 'strike', 'code'];

export function withStyle(style: LineStyle, added: TextStyle): LineStyle {
  return {
    ...style,
    styles: order.filter((each) => each === added || style.styles.includes(each)),
  };
}

/** A line of text while it is read, and the pictures in it, which become blocks behind it. */
export class LineBuilder {
  readonly #runs: InlineRun[] = [];
  readonly #media: Block[] = [];

  text(text: string, { styles, link, backgroundColor }: LineStyle): void {
    const run: StyledText = {
      text,
      ...(styles.length > 0 ? { styles } : {}),
      ...(link === undefined ? {} : { link }),
      ...(backgroundColor === undefined ? {} : { backgroundColor }),
    };
    appendRun(this.#runs, run);
  }

  equation(tex: string): void {
    this.#runs.push({ equation: tex });
  }

  /** A file shown in the line. Its description is a caption only where it says more than the name. */
  media(url: string, description: string): void {
    const inline = /^data:(image\/)?/i.exec(url);
    const name = inline === null ? fileNameIn(url) : '';
    const inlineType = inline?.[1] === undefined ? 'file' : 'image';
    const caption = description === name ? '' : description;
    this.#media.push({
      type: inline === null ? blockTypeOfFile(name) : inlineType,
      props: { url, name, ...(caption === '' ? {} : { caption }) },
    });
  }

  get runs(): readonly InlineRun[] {
    return this.#runs;
  }

  get blocks(): readonly Block[] {
    return this.#media;
  }

  /** The text without white space at either end. */
  trimmed(): InlineRun[] {
    const runs = [...this.#runs];
    trimEnd(runs, 0, (text) => text.trimStart());
    trimEnd(runs, runs.length - 1, (text) => text.trimEnd());
    return runs;
  }
}

function trimEnd(runs: InlineRun[], at: number, trim: (text: string) => string): void {
  const run = runs[at];
  if (run === undefined || !('text' in run)) return;
  const text = trim(run.text);
  if (text !== '') {
    runs[at] = { ...run, text };
    return;
  }
  runs.splice(at, 1);
  trimEnd(runs, at === 0 ? 0 : runs.length - 1, trim);
}

import type { Block, ImportLoss } from '@confab/shared-types';

export type LossKind = ImportLoss['what'];
/** Something in one file that could not be kept as it was. */
export type FileLoss = Omit<ImportLoss, 'path'>;

/**
 * A file as blocks. Links and the `url` of media are still as they stand in the file; a wiki link's
 * target has {@link wikiScheme} before it.
 */
export interface ConvertedPage {
  /** Null: the file does not say. */
  readonly title: string | null;
  readonly icon: string | null;
  readonly blocks: readonly Block[];
  readonly losses: readonly FileLoss[];
}

/** Before the target of `[[…]]` and `![[…]]`: it is looked up by name, not by path. */
export const wikiScheme = 'wiki:';

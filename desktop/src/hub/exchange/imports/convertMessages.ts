import type { Block } from '@confab/shared-types';
import type { ConvertOptions, TitledPage } from './convertFile.ts';

/** What the hub asks of the thread that reads files. It trusts what the thread answers: both are ours. */
export type ConvertRequest =
  | { readonly type: 'convert'; readonly text: string; readonly options: ConvertOptions }
  | {
      readonly type: 'write';
      readonly title: string;
      readonly icon: string | null;
      readonly blocks: readonly Block[];
    };

/** `page` answers `convert`, `update` answers `write`. */
export type ConvertAnswer =
  | { readonly type: 'page'; readonly page: TitledPage }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'failed'; readonly message: string };

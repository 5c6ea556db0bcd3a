import { blockProps } from './Block.ts';
import type { Block, InlineRun } from './Block.ts';

/** What a block says, without its children and without any markup; lines are divided by `\n`. */
export function blockText(block: Block): string {
  const { type, content = [], rows = [] } = block;
  switch (type) {
    case 'table':
      return rows
        .map((cells) => cells.map((cell) => inlineText(cell.content)).join('\t'))
        .join('\n');
    case 'equation':
      return stringProp(block, 'source');
    case 'bookmark':
      return lines(block, ['title', 'description', 'url']);
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return lines(block, ['name', 'caption']);
    default:
      return inlineText(content);
  }
}

/** What a line of text says: mentions by the label they were written with, formulas as TeX. */
export function inlineText(runs: readonly InlineRun[]): string {
  return runs
    .map((run) => {
      if ('text' in run) return run.text;
      return 'mention' in run ? run.mention.label : run.equation;
    })
    .join('');
}

/** A property by its name: as it was set, or the editor's default; undefined where there is none. */
export function blockProp(
  { type, props = {} }: Block,
  name: string,
): string | number | boolean | undefined {
  const defaults: Readonly<Record<string, string | number | boolean>> = blockProps[type];
  return props[name] ?? defaults[name];
}

/** A property that is text; empty where it is not. */
export function stringProp(block: Block, name: string): string {
  const value = blockProp(block, name);
  return typeof value === 'string' ? value : '';
}

/** Every block, each before its children. */
export function* walkBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.children !== undefined) yield* walkBlocks(block.children);
  }
}

function lines(block: Block, names: readonly string[]): string {
  return names
    .map((name) => stringProp(block, name))
    .filter((text) => text !== '')
    .join('\n');
}

import { blockProps, calloutKinds, textBlockTypes } from '../blocks/Block.ts';
import type { Block, BlockType, InlineRun, StyledText, TextStyle } from '../blocks/Block.ts';
import type { Random } from './seededRandom.ts';

const types = Object.keys(blockProps) as BlockType[];
const styles: readonly TextStyle[] = ['bold', 'italic', 'underline', 'strike', 'code'];
const words = ['word', ' ', '한글', '<b>', '&amp;', '"quote"', "it's", '*', '_x_', '[a](b)', '🙂'];

/** A page of blocks as `readBlocks` would answer them: nothing empty, neighbours never alike. */
export function randomBlocks(random: Random, depth = 0): Block[] {
  const count = 1 + Math.floor(random() * 6);
  return Array.from({ length: count }, () => randomBlock(random, depth));
}

function randomBlock(random: Random, depth: number): Block {
  const type = pick(random, types);
  const props = randomProps(random, type);
  const content = textBlockTypes.has(type) ? randomContent(random, type) : [];
  const children = depth < 3 && random() < 0.3 ? randomBlocks(random, depth + 1) : [];
  const id = `block${Math.floor(random() * 1e9)}`;
  return {
    type,
    id,
    ...(Object.keys(props).length > 0 ? { props } : {}),
    ...(content.length > 0 ? { content } : {}),
    ...(type === 'table' ? { rows: randomRows(random) } : {}),
    ...(children.length > 0 ? { children } : {}),
  };
}

function randomProps(random: Random, type: BlockType): Record<string, string | number | boolean> {
  switch (type) {
    case 'heading':
      return random() < 0.5 ? { level: 2 + Math.floor(random() * 4) } : {};
    case 'checkListItem':
      return random() < 0.5 ? { checked: true } : {};
    case 'callout':
      return random() < 0.5 ? { kind: pick(random, calloutKinds.slice(1)) } : {};
    case 'codeBlock':
      return random() < 0.5 ? { language: 'typescript' } : {};
    case 'equation':
      return { source: 'e^{i\\pi} < 0' };
    case 'bookmark':
      return { url: 'https://example.org/?a=1&b="2"', title: 'Example' };
    case 'image':
    case 'file':
      return { url: 'https://example.org/a.png', name: 'a.png', caption: 'A <picture>' };
    case 'paragraph':
      return random() < 0.2 ? { textAlignment: 'center' } : {};
    default:
      return {};
  }
}

function randomContent(random: Random, type: BlockType): InlineRun[] {
  if (type === 'codeBlock') return [{ text: 'const a = 1;\nreturn a < 2;' }];
  const runs: InlineRun[] = [];
  for (let count = Math.floor(random() * 4); count > 0; count--) {
    const run = randomRun(random);
    const last = runs.at(-1);
    const alike = 'text' in run && last !== undefined && 'text' in last;
    if (!alike || JSON.stringify({ ...last, text: '' }) !== JSON.stringify({ ...run, text: '' })) {
      runs.push(run);
    }
  }
  return runs;
}

function randomRun(random: Random): InlineRun {
  const kind = random();
  if (kind < 0.1) return { equation: 'a_1 & b' };
  if (kind < 0.2) {
    return { mention: { kind: 'page', target: 'page0000000', label: 'Another <page>' } };
  }
  if (kind < 0.25) return { mention: { kind: 'date', target: '2026-11-21', label: 'today' } };
  const text = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(random, words));
  return styled(random, `${text.join('')}${random() < 0.1 ? '\nnext' : ''}`);
}

function styled(random: Random, text: string): StyledText {
  const chosen = styles.filter(() => random() < 0.15);
  return {
    text,
    ...(chosen.length > 0 ? { styles: chosen } : {}),
    ...(random() < 0.15 ? { link: 'https://example.org/' } : {}),
    ...(random() < 0.1 ? { textColor: 'red' } : {}),
    ...(random() < 0.1 ? { backgroundColor: 'blue' } : {}),
  };
}

function randomRows(random: Random) {
  const width = 1 + Math.floor(random() * 3);
  return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, row) =>
    Array.from({ length: width }, () => ({
      content: randomContent(random, 'paragraph'),
      ...(row === 0 ? { header: true } : {}),
    })),
  );
}

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

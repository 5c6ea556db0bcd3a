import type { Node } from 'prosemirror-model';
import { Decoration } from 'prosemirror-view';
import { comparedBlock, placedBlocks } from './comparedBlocks.ts';
import type { PlacedBlock } from './comparedBlocks.ts';
import { diffBlocks } from './diffBlocks.ts';
import { ownFirst } from './diffWords.ts';
import type { WordChanges } from './diffWords.ts';

/** Which of the two pages is the one that is shown. */
export type ShownSide = 'newer' | 'older';

export interface Comparison {
  readonly other: Node;
  readonly side: ShownSide;
  readonly language: string;
  /** For a block without words: what it is called. */
  readonly nameOf: (block: Node) => string;
}

/** Marks in the shown page what was added, and draws into it what was removed; or the other way. */
export function drawChanges(doc: Node, comparison: Comparison): Decoration[] {
  const { other, side, language } = comparison;
  const own = side === 'newer' ? 'added' : 'removed';
  const missing = side === 'newer' ? 'removed' : 'added';
  const shown = placedBlocks(doc);
  const there = placedBlocks(other);
  const shownById = new Map(shown.map((block) => [block.id, block]));
  const thereById = new Map(there.map((block) => [block.id, block]));
  const drawn: Decoration[] = [];
  const changes = diffBlocks(shown.map(comparedBlock), there.map(comparedBlock), language);
  for (const change of changes) {
    if (change.kind === 'other') {
      const block = thereById.get(change.id);
      const at = shownById.get(change.before ?? '')?.pos ?? Math.max(1, doc.content.size - 1);
      if (block !== undefined) drawn.push(drawBlock(at, block, missing, comparison));
      continue;
    }
    const block = shownById.get(change.id);
    if (block === undefined) continue;
    if (change.kind === 'words') {
      // What was removed stands before what was added.
      const lines = side === 'newer' ? change.lines : change.lines.map(ownFirst);
      drawn.push(...drawWords(block, lines, own, missing));
    }
    if (change.kind !== 'words') {
      const mark = change.kind === 'own' ? own : change.kind;
      const from = block.pos + 1;
      const to = from + block.content.nodeSize;
      drawn.push(Decoration.node(from, to, { class: 'cf-diff-block', 'data-diff': mark }));
    }
  }
  return drawn;
}

type Tone = 'added' | 'removed';

function drawWords(
  block: PlacedBlock,
  lines: readonly WordChanges[],
  own: Tone,
  missing: Tone,
): Decoration[] {
  const drawn: Decoration[] = [];
  block.lines.forEach(({ from }, index) => {
    const change = lines[index];
    for (const [start, end] of change?.own ?? []) {
      drawn.push(Decoration.inline(from + start, from + end, wordAttributes(own)));
    }
    for (const { at, text } of change?.other ?? []) {
      drawn.push(Decoration.widget(from + at, () => wordElement(text, missing), { side: -1 }));
    }
  });
  return drawn;
}

function wordAttributes(tone: Tone): Record<string, string> {
  return { nodeName: tone === 'added' ? 'ins' : 'del', class: 'cf-diff-word', 'data-diff': tone };
}

function wordElement(text: string, tone: Tone): HTMLElement {
  const element = document.createElement(tone === 'added' ? 'ins' : 'del');
  element.className = 'cf-diff-word cf-diff-drawn';
  element.dataset['diff'] = tone;
  element.textContent = text;
  return element;
}

/** A block that the shown page does not have, in the clothes of its kind. */
function drawBlock(at: number, block: PlacedBlock, tone: Tone, comparison: Comparison): Decoration {
  const { content, lines } = block;
  const draw = (): HTMLElement => {
    const element = document.createElement('div');
    element.className = 'bn-block-content cf-diff-block';
    element.dataset['diff'] = tone;
    element.dataset['contentType'] = content.type.name;
    const level: unknown = content.attrs['level'];
    if (typeof level === 'number') element.dataset['level'] = String(level);
    const words = lines.filter(({ text }) => text !== '');
    const texts = words.length > 0 ? words.map(({ text }) => text) : [comparison.nameOf(content)];
    const inner = document.createElement(tone === 'added' ? 'ins' : 'del');
    inner.className = 'bn-inline-content';
    inner.textContent = texts.join(' · ');
    element.append(inner);
    return element;
  };
  return Decoration.widget(at, draw, { side: -1, key: `${tone} ${block.id}` });
}

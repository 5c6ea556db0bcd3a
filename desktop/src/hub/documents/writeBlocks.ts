import * as Y from 'yjs';
import { randomId } from '../randomId.ts';

/** A run of text with its styles, in BlockNote's names. */
export interface StyledText {
  readonly text: string;
  readonly styles?: readonly ('bold' | 'italic' | 'underline' | 'strike' | 'code')[];
}

/** A block of text as BlockNote names it; properties left out have BlockNote's defaults. */
export interface TextBlock {
  readonly type: keyof typeof defaultProps;
  readonly props?: Readonly<Record<string, string | number | boolean>>;
  readonly content?: readonly StyledText[];
  readonly children?: readonly TextBlock[];
}

const colors = { backgroundColor: 'default', textColor: 'default' };
const common = { ...colors, textAlignment: 'left' };

/** What BlockNote 0.55 writes for a new block; a test compares them with BlockNote's own. */
const defaultProps = {
  paragraph: common,
  heading: { ...common, level: 1, isToggleable: false },
  bulletListItem: common,
  numberedListItem: common,
  checkListItem: { ...common, checked: false },
  quote: colors,
} as const;

/**
 * Writes blocks into an empty fragment, in the form BlockNote binds to: one `blockGroup` of
 * `blockContainer`s. Done here by hand because loading an editor takes a third of a second of every
 * start of the hub.
 */
export function writeBlocks(fragment: Y.XmlFragment, blocks: readonly TextBlock[]): void {
  fragment.insert(0, [blockGroup(blocks)]);
}

function blockGroup(blocks: readonly TextBlock[]): Y.XmlElement {
  const group = new Y.XmlElement('blockGroup');
  group.insert(0, blocks.map(blockContainer));
  return group;
}

function blockContainer(block: TextBlock): Y.XmlElement {
  const container = new Y.XmlElement('blockContainer');
  container.setAttribute('id', randomId());
  container.insert(0, [blockContent(block)]);
  if (block.children !== undefined) container.insert(1, [blockGroup(block.children)]);
  return container;
}

function blockContent({ type, props, content = [] }: TextBlock): Y.XmlElement {
  // Yjs types attributes as strings; BlockNote stores numbers and booleans as they are.
  const element = new Y.XmlElement<Record<string, string | number | boolean>>(type);
  for (const [name, value] of Object.entries({ ...defaultProps[type], ...props })) {
    element.setAttribute(name, value);
  }
  if (content.length > 0) element.insert(0, [styledText(content)]);
  return element as unknown as Y.XmlElement;
}

function styledText(runs: readonly StyledText[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    runs.map(({ text: insert, styles = [] }) => ({
      insert,
      attributes: Object.fromEntries(styles.map((style) => [style, {}])),
    })),
  );
  return text;
}

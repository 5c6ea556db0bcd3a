import type { PageId, PersonId } from '../ids.ts';

/**
 * The blocks of a page as plain data: what import writes, and what export, search, history and
 * public pages read. In a document they are BlockNote's nodes; `readBlocks` and `writeBlocks` go
 * between the two. Names of types, properties and styles are those of the editor's schema.
 */
export interface Block {
  readonly type: BlockType;
  /** Absent in a block that is not written yet: it gets one then. */
  readonly id?: string;
  /** Properties left out have the editor's defaults; {@link blockProps} lists them. */
  readonly props?: Readonly<Record<string, string | number | boolean>>;
  /** Only in types that hold text. */
  readonly content?: readonly InlineRun[];
  /** Only in a table. */
  readonly rows?: readonly (readonly TableCell[])[];
  readonly children?: readonly Block[];
}

/** A run of text with its styles, or something that stands in a line of text. */
export type InlineRun = StyledText | MentionRun | EquationRun;

export interface StyledText {
  readonly text: string;
  readonly styles?: readonly TextStyle[];
  /** Web address, or `confab://` for a page of ours. */
  readonly link?: string;
  /** Name of one of the editor's colours. */
  readonly textColor?: string;
  readonly backgroundColor?: string;
}

export interface MentionRun {
  readonly mention: Mention;
}

/** `label` is what was shown when it was written; page and person are shown by their present name. */
export type Mention =
  | { readonly kind: 'page'; readonly target: PageId; readonly label: string }
  | { readonly kind: 'person'; readonly target: PersonId; readonly label: string }
  /** `target` is the ISO 8601 date, with a time or without. */
  | { readonly kind: 'date'; readonly target: string; readonly label: string };

/** A formula in TeX. */
export interface EquationRun {
  readonly equation: string;
}

export interface TableCell {
  readonly content: readonly InlineRun[];
  readonly header?: boolean;
  readonly colspan?: number;
  readonly rowspan?: number;
}

export type TextStyle = 'bold' | 'italic' | 'underline' | 'strike' | 'code';

export type BlockType = keyof typeof blockProps;

const colors = { backgroundColor: 'default', textColor: 'default' };
const text = { ...colors, textAlignment: 'left' };
const media = { backgroundColor: 'default', name: '', url: '', caption: '' };

/** What the editor writes for a new block of each type; a test compares them with its schema. */
export const blockProps = {
  paragraph: text,
  heading: { ...text, level: 1, isToggleable: false },
  bulletListItem: text,
  numberedListItem: text,
  checkListItem: { ...text, checked: false },
  toggleListItem: text,
  quote: colors,
  /** `kind` is one of {@link calloutKinds}. */
  callout: { ...colors, kind: 'note' },
  codeBlock: { language: 'text' },
  divider: {},
  /** A formula of its own, in TeX. */
  equation: { source: '' },
  /** A link shown with its page's own title. `title` is empty until it was looked up. */
  bookmark: { url: '', title: '', description: '' },
  table: { textColor: 'default' },
  image: { ...media, textAlignment: 'left', showPreview: true },
  video: { ...media, textAlignment: 'left', showPreview: true },
  audio: { ...media, showPreview: true },
  file: media,
} as const satisfies Record<string, Readonly<Record<string, string | number | boolean>>>;

export const calloutKinds = ['note', 'tip', 'important', 'warning'] as const;
export type CalloutKind = (typeof calloutKinds)[number];

/** Types whose content is a line of text. */
export const textBlockTypes: ReadonlySet<BlockType> = new Set([
  ...(['paragraph', 'heading', 'bulletListItem', 'numberedListItem', 'checkListItem'] as const),
  ...(['toggleListItem', 'quote', 'callout', 'codeBlock'] as const),
]);

/** Types whose `url` may be a file of the workspace. */
export const fileBlockTypes: ReadonlySet<BlockType> = new Set(['image', 'video', 'audio', 'file']);

/** What others may ask of an editor: the title above it, a link to a block, a search result. */
export interface EditorControls {
  focusStart(): void;
  /** Scrolls to a block and lights it up for a moment; false: there is none with this id. */
  focusBlock(block: string): boolean;
}

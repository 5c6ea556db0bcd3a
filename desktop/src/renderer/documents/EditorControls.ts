/** What the title may ask of the editor below it. */
export interface EditorControls {
  focusStart(): void;
}

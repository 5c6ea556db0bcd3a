import type { BlockNoteEditor } from '@blocknote/core';
import { BlockNoteView } from '@blocknote/mantine';
import { GridSuggestionMenuController } from '@blocknote/react';
import { useComputedColorScheme } from '@mantine/core';
import type { ComponentProps } from 'react';
import './editor.css';

type Transaction = BlockNoteEditor['prosemirrorState']['tr'];
type ViewedEditor = ComponentProps<typeof BlockNoteView>['editor'];

/** BlockNote's view in the app's look and colour scheme. */
export function EditorView(props: {
  readonly editor: BlockNoteEditor;
  readonly editable?: boolean;
}) {
  const { editor, editable = true } = props;
  const colorScheme = useComputedColorScheme();
  return (
    <BlockNoteView
      className="cf-editor"
      // The same class: BlockNote's own types disagree under `exactOptionalPropertyTypes`.
      editor={editor as unknown as ViewedEditor}
      editable={editable}
      theme={colorScheme}
      emojiPicker={false}
    >
      <GridSuggestionMenuController
        triggerCharacter=":"
        columns={10}
        minQueryLength={2}
        shouldOpen={startsWord}
      />
    </BlockNoteView>
  );
}

/** The emoji menu opens at the start of a word alone: in “8:30” it would take the next Enter. */
function startsWord({ selection: { $from } }: Transaction): boolean {
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
  return before === '' || /\s$/.test(before);
}

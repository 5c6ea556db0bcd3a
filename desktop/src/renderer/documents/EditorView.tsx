import type { BlockNoteEditor } from '@blocknote/core';
import { BlockNoteView } from '@blocknote/mantine';
import { useComputedColorScheme } from '@mantine/core';
import type { ComponentProps } from 'react';
import './editor.css';

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
    />
  );
}

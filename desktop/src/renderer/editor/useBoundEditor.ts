import { withCollaboration } from '@blocknote/core/yjs';
import type { CollaborationOptions } from '@blocknote/core/yjs';
import type {
  BlockNoteEditorOptions,
  BlockSchema,
  InlineContentSchema,
  StyleSchema,
} from '@blocknote/core';
import { useCreateBlockNote } from '@blocknote/react';
import type { DependencyList } from 'react';
import { pageSchema } from './pageSchema.ts';
import type { PageBlockEditor } from './pageSchema.ts';

type Options = Partial<BlockNoteEditorOptions<BlockSchema, InlineContentSchema, StyleSchema>>;

/**
 * An editor of the page's schema bound to a document; made anew when `deps` change. The casts are
 * none: the inference of BlockNote's types gives up under `exactOptionalPropertyTypes`.
 */
export function useBoundEditor(
  options: Omit<Options, 'schema'> & { readonly collaboration: CollaborationOptions },
  deps: DependencyList,
): PageBlockEditor {
  const schema = pageSchema as unknown as NonNullable<Options['schema']>;
  const editor = useCreateBlockNote(withCollaboration({ ...options, schema }), deps);
  return editor as unknown as PageBlockEditor;
}

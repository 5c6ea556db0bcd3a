import { withCollaboration } from '@blocknote/core/yjs';
import { useCreateBlockNote } from '@blocknote/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { yTypes } from '@confab/shared-types';
import type { WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { useServices } from '../app/AppContext.ts';
import { editorDictionary } from './editorDictionary.ts';
import { EditorView } from './EditorView.tsx';
import { followCopy } from './followCopy.ts';
import { pageSchema } from './pageSchema.ts';
import { resolveFileUrl } from './resolveFileUrl.ts';

/** A page that cannot be written here: shown live from a copy that nothing leads back from. */
export default function ReadOnlyPage(props: {
  readonly workspace: WorkspaceId;
  readonly doc: Y.Doc;
}) {
  const { doc } = props;
  const { t, i18n } = useTranslation();
  const { hub } = useServices();
  const [copy] = useState(() => followCopy(doc));
  useEffect(() => copy.follow(), [copy]);
  const language = i18n.language;
  const editor = useCreateBlockNote(
    withCollaboration({
      schema: pageSchema,
      dictionary: editorDictionary(language, ''),
      collaboration: {
        fragment: copy.doc.getXmlFragment(yTypes.blocks),
        user: { name: '', color: '#0b776c' },
      },
      domAttributes: { editor: { 'aria-label': t('page.body') } },
      resolveFileUrl: (url) => resolveFileUrl(hub, url),
    }),
    [copy, language],
  );
  return <EditorView editor={editor} editable={false} />;
}

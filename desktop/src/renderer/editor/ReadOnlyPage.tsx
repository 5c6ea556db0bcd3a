import { useEffect, useImperativeHandle, useState } from 'react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { useServices } from '../app/AppContext.ts';
import { followCopy } from '../documents/followCopy.ts';
import { resolveFileUrl } from '../documents/resolveFileUrl.ts';
import type { EditorAddOn } from './EditorAddOn.ts';
import type { EditorControls } from './EditorControls.ts';
import { editorDictionary } from './editorDictionary.ts';
import { EditorView } from './EditorView.tsx';
import { focusBlock } from './focusBlock.ts';
import { isValidLink } from './isValidLink.ts';
import { openLink } from './openLink.ts';
import { viewExtensions } from './pageExtensions.ts';
import { useBoundEditor } from './useBoundEditor.ts';
import { useSurroundings } from './useSurroundings.tsx';

const noAddOns: readonly EditorAddOn[] = [];

/** A page that cannot be written here: shown live from a copy that nothing leads back from. */
export default function ReadOnlyPage(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly doc: Y.Doc;
  readonly controls: Ref<EditorControls>;
  readonly addOns?: readonly EditorAddOn[];
}) {
  const { workspace, page, doc, controls, addOns = noAddOns } = props;
  const { t, i18n } = useTranslation();
  const { hub, layout, runtime } = useServices();
  const [copy] = useState(() => followCopy(doc));
  useEffect(() => copy.follow(), [copy]);
  const language = i18n.language;
  const { surroundings, overlays } = useSurroundings(workspace);
  const editor = useBoundEditor(
    {
      dictionary: editorDictionary(language, ''),
      collaboration: {
        fragment: copy.doc.getXmlFragment(yTypes.blocks),
        user: { name: '', color: '#0b776c' },
      },
      extensions: [
        ...viewExtensions(surroundings),
        ...addOns.flatMap(({ extensions = [] }) => extensions),
      ],
      domAttributes: { editor: { 'aria-label': t('page.body') } },
      links: {
        isValidLink,
        onClick: (event) =>
          openLink(event, {
            line: (utterance) => layout.setState({ utterance }),
            address: (url) => runtime.openExternal(url),
          }),
      },
      resolveFileUrl: (url) => resolveFileUrl(hub, url),
    },
    [copy, surroundings, addOns],
  );
  useImperativeHandle(controls, () => ({
    focusStart: () => editor.focus(),
    focusBlock: (block) => focusBlock(editor, block),
  }));
  return (
    <>
      <EditorView editor={editor} place={{ workspace, page }} addOns={addOns} editable={false} />
      {overlays}
    </>
  );
}

import { useEffect, useImperativeHandle } from 'react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { yTypes } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { ownIdIn } from '../app/appStore.ts';
import { createCursorRenderer } from '../documents/renderCursor.ts';
import { resolveFileUrl } from '../documents/resolveFileUrl.ts';
import { useUploads } from '../documents/UploadsProvider.tsx';
import type { OpenDocument } from '../documents/useDocument.ts';
import { personColors, personColorIndex } from '../ui/personColors.ts';
import type { EditorAddOn } from './EditorAddOn.ts';
import type { EditorControls } from './EditorControls.ts';
import { editorDictionary } from './editorDictionary.ts';
import { EditorView } from './EditorView.tsx';
import { focusBlock } from './focusBlock.ts';
import { isValidLink } from './isValidLink.ts';
import { openLink } from './openLink.ts';
import { pageExtensions } from './pageExtensions.ts';
import { pasteIntoPage } from './paste/pasteIntoPage.ts';
import { useBoundEditor } from './useBoundEditor.ts';
import { useSurroundings } from './useSurroundings.tsx';

const noAddOns: readonly EditorAddOn[] = [];

/** The editor of a page's blocks, bound to its document; mounted only after the hub's answer. */
export function PageEditor(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly document: OpenDocument;
  readonly controls: Ref<EditorControls>;
  readonly addOns?: readonly EditorAddOn[];
}) {
  const { workspace, page, document, controls, addOns = noAddOns } = props;
  const { doc, awareness, handle } = document;
  const { t, i18n } = useTranslation();
  const { hub, layout, runtime } = useServices();
  const uploads = useUploads();
  const name = useData(({ profile }) => profile.name ?? '');
  const ownId = useData((data) => ownIdIn(data, workspace));
  const [color] = personColors[personColorIndex(ownId)] ?? ['#0b776c'];
  const language = i18n.language;
  const { surroundings, overlays } = useSurroundings(workspace);
  const editor = useBoundEditor(
    {
      dictionary: editorDictionary(language, t('page.placeholder')),
      collaboration: {
        fragment: doc.getXmlFragment(yTypes.blocks),
        provider: { awareness },
        user: { name, color, person: ownId },
        renderCursor: createCursorRenderer(awareness),
      },
      extensions: [...pageExtensions(surroundings, handle), ...extensionsOf(addOns)],
      domAttributes: { editor: { 'aria-label': t('page.body') } },
      links: {
        isValidLink,
        onClick: (event) =>
          openLink(event, {
            line: (utterance) => layout.setState({ utterance }),
            address: (url) => runtime.openExternal(url),
          }),
      },
      tables: { headers: true, splitCells: true, cellBackgroundColor: true, cellTextColor: true },
      pasteHandler: pasteIntoPage,
      resolveFileUrl: (url) => resolveFileUrl(hub, url),
      uploadFile: (file, block) =>
        uploads.upload(file, () => {
          if (block !== undefined && editor.getBlock(block)) editor.removeBlocks([block]);
        }),
    },
    [doc, surroundings, addOns],
  );
  useImperativeHandle(controls, () => ({
    focusStart: () => {
      const [first] = editor.document;
      if (first !== undefined) editor.setTextCursorPosition(first, 'start');
      editor.focus();
    },
    focusBlock: (block) => focusBlock(editor, block),
  }));
  useEffect(() => {
    if (layout.getState().focus !== 'body') return;
    layout.setState({ focus: null });
    const last = editor.document.at(-1);
    if (last !== undefined) editor.setTextCursorPosition(last, 'end');
    editor.focus();
  }, [editor, layout]);
  useEffect(() => {
    awareness.setLocalStateField('user', { name, color, person: ownId });
  }, [awareness, name, color, ownId]);
  return (
    <>
      <EditorView editor={editor} place={{ workspace, page }} addOns={addOns} />
      {overlays}
    </>
  );
}

function extensionsOf(addOns: readonly EditorAddOn[]) {
  return addOns.flatMap(({ extensions = [] }) => extensions);
}

import type { BlockNoteEditor } from '@blocknote/core';
import { BlockNoteView } from '@blocknote/mantine';
import {
  FormattingToolbarController,
  GridSuggestionMenuController,
  SideMenuController,
} from '@blocknote/react';
import { useComputedColorScheme } from '@mantine/core';
import { Fragment, useMemo } from 'react';
import type { ComponentProps } from 'react';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import './editor.css';
import './colors.css';
import './print.css';
import type { EditorAddOn } from './EditorAddOn.ts';
import { BlockMenu } from './menus/BlockMenu.tsx';
import { BookmarkPrompt, PastedLinkOffer } from './menus/LinkPopovers.tsx';
import { PageToolbar, ReadOnlyToolbar } from './menus/PageToolbar.tsx';
import { SideMenu } from './menus/SideMenu.tsx';
import { MentionMenu, SlashMenu } from './menus/SuggestionMenus.tsx';
import type { PageBlockEditor } from './pageSchema.ts';
import { SelectionAnnouncer } from './selection/SelectionAnnouncer.tsx';

type Transaction = BlockNoteEditor['prosemirrorState']['tr'];
type ViewedEditor = ComponentProps<typeof BlockNoteView>['editor'];

/** BlockNote's view in the app's look and colour scheme, with our own menus. */
export function EditorView(props: {
  readonly editor: PageBlockEditor;
  readonly place: { readonly workspace: WorkspaceId; readonly page: PageId };
  readonly addOns: readonly EditorAddOn[];
  readonly editable?: boolean;
}) {
  const { editor, place, addOns, editable = true } = props;
  const colorScheme = useComputedColorScheme();
  // Components by reference: an inline one would be mounted anew with each render.
  const { Toolbar, Side } = useMemo(
    () => ({
      Toolbar: editable
        ? () => <PageToolbar editor={editor} addOns={addOns} />
        : () => <ReadOnlyToolbar addOns={addOns} />,
      Side: () => <SideMenu editor={editor} />,
    }),
    [editor, addOns, editable],
  );
  const barred = editable || addOns.some(({ toolbar }) => toolbar !== undefined);
  return (
    <BlockNoteView
      className="cf-editor"
      // The same class: BlockNote's own types disagree under `exactOptionalPropertyTypes`.
      editor={editor as unknown as ViewedEditor}
      editable={editable}
      theme={colorScheme}
      emojiPicker={false}
      slashMenu={false}
      sideMenu={false}
      formattingToolbar={false}
    >
      {barred && <FormattingToolbarController formattingToolbar={Toolbar} />}
      {editable && (
        <>
          <SideMenuController sideMenu={Side} />
          <SlashMenu editor={editor} />
          <MentionMenu editor={editor} page={place.page} shouldOpen={startsWord} />
          <GridSuggestionMenuController
            triggerCharacter=":"
            columns={10}
            minQueryLength={2}
            shouldOpen={startsWord}
          />
          <BlockMenu editor={editor} place={place} addOns={addOns} />
          <PastedLinkOffer editor={editor} />
          <BookmarkPrompt editor={editor} />
          <SelectionAnnouncer editor={editor} />
        </>
      )}
      {addOns.map(({ children }, at) => (
        <Fragment key={at}>{children}</Fragment>
      ))}
    </BlockNoteView>
  );
}

/** Menus open at the start of a word alone: in “8:30” one would take the next Enter. */
function startsWord({ selection: { $from } }: Transaction): boolean {
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
  return before === '' || /[\s([{“‘"']$/u.test(before);
}

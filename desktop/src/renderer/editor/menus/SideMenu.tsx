import { SideMenuExtension, SuggestionMenu } from '@blocknote/core/extensions';
import { useExtension, useExtensionState } from '@blocknote/react';
import { IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import type { PageBlock, PageBlockEditor } from '../pageSchema.ts';
import { beginStep } from '../selection/blockActions.ts';
import { BlockMenuExtension } from './BlockMenuStore.ts';
import classes from './SideMenu.module.css';

/** Beside the block under the pointer: “+” adds one below, the handle moves it and has its menu. */
export function SideMenu({ editor }: { readonly editor: PageBlockEditor }) {
  const { t } = useTranslation();
  const sideMenu = useExtension(SideMenuExtension, { editor });
  const suggestions = useExtension(SuggestionMenu, { editor });
  const menu = useExtension(BlockMenuExtension, { editor });
  const block = useExtensionState(SideMenuExtension, {
    editor,
    selector: (state) => state?.block,
  }) as PageBlock | undefined;
  if (block === undefined) return null;
  const add = (): void => {
    const empty = Array.isArray(block.content) && block.content.length === 0;
    const target = empty
      ? block.id
      : editor.insertBlocks([{ type: 'paragraph' }], block.id, 'after')[0]?.id;
    if (target === undefined) return;
    editor.setTextCursorPosition(target);
    suggestions.openSuggestionMenu('/');
  };
  return (
    <div className={classes.menu}>
      <IconButton
        size="small"
        icon={IconPlus}
        label={t('editor.side.add')}
        className={classes.add ?? ''}
        onClick={add}
      />
      <IconButton
        size="small"
        icon={IconGripVertical}
        label={t('editor.side.menu')}
        shortcut="mod+/"
        className={classes.handle ?? ''}
        aria-haspopup="menu"
        draggable
        onDragStart={(event) => {
          beginStep(editor);
          sideMenu.blockDragStart(event, block);
        }}
        onDragEnd={() => {
          sideMenu.blockDragEnd();
          // Without the focus here Ctrl+Z is the browser's own undo, which knows nothing of the move.
          editor.focus();
        }}
        onClick={(event) => menu.open(block.id, event.currentTarget.getBoundingClientRect())}
      />
    </div>
  );
}

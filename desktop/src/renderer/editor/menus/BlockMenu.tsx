import { Menu } from '@mantine/core';
import { useExtension, useExtensionState } from '@blocknote/react';
import {
  IconArrowDown,
  IconArrowUp,
  IconArrowsExchange,
  IconCheck,
  IconCopy,
  IconLink,
  IconPalette,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useServices } from '../../app/AppContext.ts';
import { formatPageLink } from '../../app/pageLink.ts';
import { formatShortcut } from '../../ui/shortcut.ts';
import type { EditorAddOn } from '../EditorAddOn.ts';
import type { PageBlockEditor } from '../pageSchema.ts';
import { BlockSelectionExtension } from '../selection/BlockSelection.ts';
import {
  colourBlocks,
  deleteBlocks,
  duplicateBlocks,
  moveBlocks,
  turnInto,
} from '../selection/blockActions.ts';
import { BlockMenuExtension } from './BlockMenuStore.ts';
import classes from './BlockMenu.module.css';
import { blockKinds, isOfKind } from './blockTypes.ts';
import { colorNames } from './colorNames.ts';
import { TableMenuItems } from './TableMenuItems.tsx';

const colorProps = ['textColor', 'backgroundColor'] as const;
const iconSize = { size: 16, stroke: 1.75 } as const;

/** What can be done with a block as a whole, by mouse and by keyboard. */
export function BlockMenu(props: {
  readonly editor: PageBlockEditor;
  readonly place: { readonly workspace: WorkspaceId; readonly page: PageId };
  readonly addOns: readonly EditorAddOn[];
}) {
  const { editor, place, addOns } = props;
  const { t } = useTranslation();
  const { runtime, toasts } = useServices();
  const menu = useExtension(BlockMenuExtension, { editor });
  const selection = useExtension(BlockSelectionExtension, { editor });
  const open = useExtensionState(BlockMenuExtension, { editor });
  if (open === null) return null;
  const { blocks, box } = open;
  const block = editor.getBlock(blocks[0] ?? '');
  if (block === undefined) return null;
  const keys = (shortcut: string) => (
    <kbd className={classes.keys}>{formatShortcut(shortcut, runtime.platform)}</kbd>
  );
  const keepSelection = (): void => {
    if (blocks.length > 1) selection.select(blocks);
    else if (editor.getBlock(block.id) !== undefined) editor.setTextCursorPosition(block.id, 'end');
  };
  const close = (): void => {
    menu.close();
    editor.focus();
  };
  const copyLink = async (): Promise<void> => {
    await navigator.clipboard.writeText(formatPageLink({ ...place, block: block.id }));
    toasts.show({ cause: 'copy link', text: t('editor.menu.copied') });
  };
  const kinds = blockKinds(editor.dictionary, t);
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      // Where it fits neither below nor above, it stands over the block.
      middlewares={{ flip: true, shift: { crossAxis: true, padding: 8 } }}
      width={240}
      shadow="md"
      returnFocus={false}
      closeOnItemClick
      // Near the editor, so that it counts as a part of it.
      withinPortal
    >
      <Menu.Target>
        <span
          aria-hidden
          className={classes.anchor}
          style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('editor.menu.label')} className={classes.menu}>
        {Array.isArray(block.content) && (
          <Menu.Sub floatingStrategy="fixed">
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconArrowsExchange {...iconSize} />}>
                {t('editor.menu.turnInto')}
              </Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown className={classes.menu}>
              {kinds.map((kind) => (
                <Menu.Item
                  key={kind.name}
                  leftSection={<kind.icon {...iconSize} />}
                  rightSection={isOfKind(block, kind) ? <IconCheck {...iconSize} /> : null}
                  onClick={() => {
                    turnInto(editor, blocks, { type: kind.type, props: kind.props ?? {} });
                    keepSelection();
                  }}
                >
                  {kind.name}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        )}
        {'backgroundColor' in block.props && (
          <Menu.Sub floatingStrategy="fixed">
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconPalette {...iconSize} />}>
                {t('editor.menu.color')}
              </Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown className={classes.menu}>
              {colorProps
                .filter((name) => name in block.props)
                .map((name) => (
                  <div key={name} role="none">
                    <Menu.Label>{t(`editor.menu.${name}`)}</Menu.Label>
                    {colorNames.map((color) => (
                      <Menu.Item
                        key={color}
                        leftSection={
                          <span
                            aria-hidden
                            className={classes.swatch}
                            data-of={name}
                            data-color={color}
                          >
                            A
                          </span>
                        }
                        onClick={() => {
                          const chosen =
                            name === 'textColor'
                              ? { textColor: color }
                              : { backgroundColor: color };
                          colourBlocks(editor, blocks, chosen);
                          keepSelection();
                        }}
                      >
                        {editor.dictionary.color_picker.colors[color]}
                      </Menu.Item>
                    ))}
                  </div>
                ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        )}
        {block.type === 'table' && <TableMenuItems editor={editor} block={block} />}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconCopy {...iconSize} />}
          rightSection={keys('mod+D')}
          onClick={() => {
            const copies = duplicateBlocks(editor, blocks);
            const [first] = copies;
            if (blocks.length > 1) selection.select(copies);
            else if (first !== undefined) editor.setTextCursorPosition(first, 'end');
          }}
        >
          {t('editor.menu.duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink {...iconSize} />} onClick={() => void copyLink()}>
          {t('editor.menu.copyLink')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp {...iconSize} />}
          rightSection={keys('mod+shift+↑')}
          onClick={() => {
            moveBlocks(editor, blocks, 'up');
            keepSelection();
          }}
        >
          {t('editor.menu.moveUp')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown {...iconSize} />}
          rightSection={keys('mod+shift+↓')}
          onClick={() => {
            moveBlocks(editor, blocks, 'down');
            keepSelection();
          }}
        >
          {t('editor.menu.moveDown')}
        </Menu.Item>
        {addOns.map(({ blockMenu }, at) => (
          <div key={at} role="none">
            {blockMenu?.(block.id)}
          </div>
        ))}
        <Menu.Divider />
        <Menu.Item
          color="var(--cf-danger)"
          leftSection={<IconTrash {...iconSize} />}
          onClick={() => {
            const next = deleteBlocks(editor, blocks);
            selection.select([]);
            if (next !== null) editor.setTextCursorPosition(next, 'end');
          }}
        >
          {blocks.length === 1
            ? t('editor.menu.delete')
            : t('editor.menu.deleteBlocks', { count: blocks.length })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

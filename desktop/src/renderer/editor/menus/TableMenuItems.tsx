import { Menu } from '@mantine/core';
import { IconCheck, IconTableColumn, IconTableRow } from '@tabler/icons-react';
import type { PageBlock, PageBlockEditor } from '../pageSchema.ts';

/** Whether the first row and the first column of a table are headers. */
export function TableMenuItems(props: {
  readonly editor: PageBlockEditor;
  readonly block: Extract<PageBlock, { readonly type: 'table' }>;
}) {
  const { editor, block } = props;
  const { drag_handle: words } = editor.dictionary;
  const { content } = block;
  const toggle = (name: 'headerRows' | 'headerCols'): void => {
    const { [name]: before, ...rest } = content;
    const table = before ? rest : { ...rest, [name]: 1 };
    editor.updateBlock(block.id, { type: 'table', content: table });
  };
  return (
    <>
      <Menu.Item
        leftSection={<IconTableRow size={16} stroke={1.75} />}
        rightSection={content.headerRows ? <IconCheck size={16} stroke={1.75} /> : null}
        onClick={() => toggle('headerRows')}
      >
        {words.header_row_menuitem}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTableColumn size={16} stroke={1.75} />}
        rightSection={content.headerCols ? <IconCheck size={16} stroke={1.75} /> : null}
        onClick={() => toggle('headerCols')}
      >
        {words.header_column_menuitem}
      </Menu.Item>
    </>
  );
}

import {
  BasicTextStyleButton,
  FormattingToolbar,
  getFormattingToolbarItems,
} from '@blocknote/react';
import type { BlockTypeSelectItem } from '@blocknote/react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorAddOn } from '../EditorAddOn.ts';
import type { PageBlockEditor } from '../pageSchema.ts';
import { blockKinds } from './blockTypes.ts';

/** The bar over selected text: kind of block, marks, colours, link, and what others add. */
export function PageToolbar(props: {
  readonly editor: PageBlockEditor;
  readonly addOns: readonly EditorAddOn[];
}) {
  const { editor, addOns } = props;
  const { t } = useTranslation();
  const kinds: BlockTypeSelectItem[] = blockKinds(editor.dictionary, t)
    .filter(({ type }) => type !== 'codeBlock')
    .map(({ name, type, props: blockProps, icon }) => ({
      name,
      type,
      icon: icon as BlockTypeSelectItem['icon'],
      ...(blockProps === undefined ? {} : { props: { ...blockProps } }),
    }));
  const items = getFormattingToolbarItems(kinds).filter(({ key }) => !isComment(key));
  const strike = items.findIndex(({ key }) => key === 'strikeStyleButton');
  items.splice(strike + 1, 0, <BasicTextStyleButton basicTextStyle="code" key="codeStyleButton" />);
  return (
    <FormattingToolbar>
      {items}
      <AddOnToolbars addOns={addOns} />
    </FormattingToolbar>
  );
}

/** In a page that is only read: what others add, alone. */
export function ReadOnlyToolbar({ addOns }: { readonly addOns: readonly EditorAddOn[] }) {
  return (
    <FormattingToolbar>
      <AddOnToolbars addOns={addOns} />
    </FormattingToolbar>
  );
}

function AddOnToolbars({ addOns }: { readonly addOns: readonly EditorAddOn[] }) {
  return addOns.map(({ toolbar }, at) => <Fragment key={at}>{toolbar}</Fragment>);
}

/** BlockNote's own comments are not used. */
function isComment(key: string | null): boolean {
  return key === 'addCommentButton' || key === 'addTiptapCommentButton';
}

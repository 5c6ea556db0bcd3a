import { useExtensionState } from '@blocknote/react';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PageBlockEditor } from '../pageSchema.ts';
import { BlockSelectionExtension } from './BlockSelection.ts';

/** Says to screen readers how many blocks are selected. */
export function SelectionAnnouncer({ editor }: { readonly editor: PageBlockEditor }) {
  const { t } = useTranslation();
  const count = useExtensionState(BlockSelectionExtension, { editor });
  return (
    <VisuallyHidden role="status">
      {count === 0 ? '' : t('editor.blocks.selected', { count })}
    </VisuallyHidden>
  );
}

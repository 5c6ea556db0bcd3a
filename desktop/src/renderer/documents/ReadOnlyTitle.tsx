import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { yTypes } from '@confab/shared-types';
import type * as Y from 'yjs';
import classes from './Page.module.css';

export function ReadOnlyTitle({ doc }: { readonly doc: Y.Doc }) {
  const { t } = useTranslation();
  const title = useSyncExternalStore(
    (changed) => {
      const text = doc.getText(yTypes.title);
      text.observe(changed);
      return () => text.unobserve(changed);
    },
    () => doc.getText(yTypes.title).toString(),
  );
  return <h1 className={classes.title}>{title.trim() || t('page.untitled')}</h1>;
}

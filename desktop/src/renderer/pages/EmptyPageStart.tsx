import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageTemplateSchema, yTypes } from '@confab/shared-types';
import type { PageId, PageTemplate, WorkspaceId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { findNode } from '../documents/pageTree.ts';
import { changeEntry } from '../documents/readIndex.ts';
import classes from './EmptyPageStart.module.css';
import { useIsEmpty } from './useIsEmpty.ts';

/** What a page can begin with, offered for as long as nothing is on it. */
export function EmptyPageStart(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly doc: Y.Doc;
}) {
  const { workspace, page, doc } = props;
  const { t } = useTranslation();
  const { hub, layout, route, toasts } = useServices();
  const { index, entries, tree } = usePageIndex();
  const [starting, setStarting] = useState<PageTemplate | null>(null);
  const empty = useIsEmpty(doc);
  const entry = entries.get(page);
  const hasChildren = (findNode(tree, page)?.children.length ?? 0) > 0;
  if (!empty || entry === undefined || hasChildren || index === null) return null;
  /** The hub writes templates into pages that it makes: a new one takes this empty one's place. */
  const start = async (template: PageTemplate): Promise<void> => {
    const title = doc.getText(yTypes.title).toString().trim().slice(0, 500);
    const made = await hub.request('pages.create', {
      workspace,
      parent: entry.parent,
      template,
      ...(title === '' ? {} : { title }),
    });
    changeEntry(index.doc, made.page, { order: entry.order });
    layout.setState({ focus: 'body' });
    goTo(route, { workspace, page: made.page }, 'replace');
    await hub.request('pages.delete', { workspace, pages: [page] });
  };
  const begin = (template: PageTemplate): void => {
    setStarting(template);
    start(template).catch((error: unknown) => {
      setStarting(null);
      toasts.show({ cause: 'template', text: errorText(t, error), tone: 'danger' });
    });
  };
  return (
    <div className={classes.start} role="group" aria-label={t('pages.templates.label')}>
      <span className={classes.label}>{t('pages.templates.label')}</span>
      {pageTemplateSchema.options.map((template) => (
        <Button
          key={template}
          className={classes.template ?? ''}
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={starting === template}
          disabled={starting !== null}
          onClick={() => begin(template)}
        >
          {t(`pages.templates.${template}`)}
        </Button>
      ))}
    </div>
  );
}

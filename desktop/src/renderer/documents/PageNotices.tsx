import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { restorePage } from './pageActions.ts';
import classes from './Page.module.css';
import { usePageIndex } from './PageIndexContext.ts';
import type { OpenDocument } from './useDocument.ts';

/** What the person should know about the open page, above it, with what can be done. */
export function PageNotices(props: {
  readonly page: PageId;
  readonly document: OpenDocument;
  readonly newer: boolean;
  /** It could be edited since it was opened: what was taken away is said. */
  readonly couldWrite: boolean;
}) {
  const { page, document, newer, couldWrite } = props;
  const { t } = useTranslation();
  const { index, entries } = usePageIndex();
  const trashed = (entries.get(page)?.trashedAt ?? null) !== null;
  const { refusal, handle } = document;
  return (
    <>
      {refusal !== null && (
        <div className={classes.notice} role="alert">
          <p>{t(`errors.${refusal}`, { detail: '' })}</p>
          <Button size="xs" onClick={() => handle.retry()}>
            {t('common.retry')}
          </Button>
          {refusal === 'page-too-large' && (
            <Button size="xs" variant="default" onClick={() => handle.reset()}>
              {t('page.reopen')}
            </Button>
          )}
        </div>
      )}
      {trashed && (
        <div className={classes.notice} data-tone="quiet">
          <p>{t('page.trashed')}</p>
          {index !== null && (
            <Button size="xs" variant="default" onClick={() => restorePage(index.handle, page)}>
              {t('page.restore')}
            </Button>
          )}
        </div>
      )}
      {newer ? (
        <div className={classes.notice} data-tone="quiet">
          <p>{t('page.newer')}</p>
        </div>
      ) : (
        document.access !== 'write' && (
          <div
            className={classes.notice}
            data-tone={couldWrite ? 'warning' : 'quiet'}
            role="status"
          >
            <p>{t(couldWrite ? 'errors.no-permission' : `page.access.${document.access}`)}</p>
          </div>
        )
      )}
    </>
  );
}

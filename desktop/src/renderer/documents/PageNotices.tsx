import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessReason, PageId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { goTo } from '../app/route.ts';
import { restorePage } from '../pages/pageActions.ts';
import { isTrashed } from '../pages/trashedPages.ts';
import classes from './Page.module.css';
import { usePageIndex } from './PageIndexContext.ts';
import type { OpenDocument } from './useDocument.ts';

/** What the person should know about the open page, above it, with what can be done. */
export function PageNotices(props: {
  readonly page: PageId;
  readonly document: OpenDocument;
  /** Why it cannot be edited; null when it can. */
  readonly reason: AccessReason | null;
  /** It could be edited since it was opened: what was taken away is said. */
  readonly couldWrite: boolean;
}) {
  const { page, document, reason, couldWrite } = props;
  const { t } = useTranslation();
  const { index, writable, entries } = usePageIndex();
  const trashed = entries.has(page) && isTrashed(entries, page);
  const { refusal, handle, access } = document;
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
          {index !== null && writable && (
            <Button
              size="xs"
              variant="default"
              onClick={() => restorePage(index.handle, entries, page)}
            >
              {t('page.restore')}
            </Button>
          )}
        </div>
      )}
      {access === 'none' && (
        <div className={classes.notice} data-tone="quiet" role="status">
          <p>{t('page.access.none')}</p>
        </div>
      )}
      {access !== 'none' && reason !== null && (
        <ReadOnlyNotice page={page} reason={reason} couldWrite={couldWrite} />
      )}
    </>
  );
}

/** Why the page can be read alone; what it holds can be had as a page of one's own. */
function ReadOnlyNotice(props: {
  readonly page: PageId;
  readonly reason: AccessReason;
  readonly couldWrite: boolean;
}) {
  const { page, reason, couldWrite } = props;
  const { t } = useTranslation();
  const { hub, route, toasts } = useServices();
  const { workspace } = usePageIndex();
  const [saving, setSaving] = useState(false);
  const lost = couldWrite && reason === 'role';
  const saveCopy = async (): Promise<void> => {
    setSaving(true);
    const saved = await hub.request('pages.saveCopy', { workspace, page });
    goTo(route, saved);
    toasts.show({ cause: 'save-copy', text: t('pages.copySaved') });
  };
  return (
    <div
      className={classes.notice}
      data-tone={couldWrite || reason === 'page-deleted' ? 'warning' : 'quiet'}
      role="status"
    >
      <p>{t(lost ? 'errors.no-permission' : `pages.readOnly.${reason}`)}</p>
      {/* A copy of what this version cannot write could not be written either. */}
      {reason !== 'newer-schema' && (
        <Button
          size="xs"
          variant="default"
          loading={saving}
          onClick={() => {
            saveCopy()
              .catch((error: unknown) => {
                toasts.show({ cause: 'save-copy', text: errorText(t, error), tone: 'danger' });
              })
              .finally(() => setSaving(false));
          }}
        >
          {t('pages.saveCopy')}
        </Button>
      )}
    </div>
  );
}

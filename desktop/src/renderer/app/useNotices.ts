import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '@confab/shared-types';
import { useRoute, useServices } from './AppContext.ts';

const saidAbovePage: ReadonlySet<ErrorCode> = new Set([
  'data-damaged',
  'newer-schema',
  'no-permission',
  'page-deleted',
]);

/**
 * Shows what the hub wants said. What concerns the open page is said above it instead, so that one
 * cause never speaks twice.
 */
export function useNotices(): void {
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const workspace = useRoute((route) => route.workspace);
  const page = useRoute((route) => route.page);
  useEffect(() => {
    const openDoc = workspace === null || page === null ? null : `${workspace}/page/${page}`;
    return hub.on('notice', ({ code, doc, detail }) => {
      if (doc !== undefined && doc === openDoc && saidAbovePage.has(code)) return;
      const text = t(`errors.${code}`, { detail: detail ?? '' });
      toasts.show({ cause: `${code} ${doc ?? ''}`, text, tone: 'danger' });
    });
  }, [hub, page, t, toasts, workspace]);
}

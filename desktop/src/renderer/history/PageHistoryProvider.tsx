import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import { useHub, useRoute } from '../app/AppContext.ts';
import { PageHistory } from './PageHistory.ts';
import { PageHistoryContext } from './PageHistoryContext.ts';

/** The history of the open page, for the panel and for the page's place. */
export function PageHistoryProvider(props: {
  readonly workspace: WorkspaceId;
  readonly children: ReactNode;
}) {
  const { workspace, children } = props;
  const hub = useHub();
  const page = useRoute((route) => route.page);
  const history = useMemo(
    () => (page === null ? null : new PageHistory({ hub, workspace, page })),
    [hub, page, workspace],
  );
  return <PageHistoryContext value={history}>{children}</PageHistoryContext>;
}

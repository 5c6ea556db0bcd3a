import { pageSummarySchema, yTypes } from '@confab/shared-types';
import type { PageSummary } from '@confab/shared-types';
import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** What a page of minutes says about its summary; null: none was written. */
export function usePageSummary(doc: Y.Doc): PageSummary | null {
  const source = useMemo(() => summarySource(doc), [doc]);
  return useSyncExternalStore(source.subscribe, source.snapshot);
}

function summarySource(doc: Y.Doc) {
  const meta = doc.getMap(yTypes.meta);
  const read = (): PageSummary | null =>
    pageSummarySchema.safeParse(meta.get('summary')).data ?? null;
  let summary = read();
  return {
    snapshot: () => summary,
    subscribe: (changed: () => void) => {
      const update = (): void => {
        summary = read();
        changed();
      };
      meta.observe(update);
      return () => meta.unobserve(update);
    },
  };
}

import { useMemo, useSyncExternalStore } from 'react';
import { pageKindSchema, callIdSchema, yTypes } from '@confab/shared-types';
import type { CallId, PageKind } from '@confab/shared-types';
import type * as Y from 'yjs';

interface ShownMeta {
  /** False while another device's page has not been received: an editor must not bind to nothing. */
  readonly arrived: boolean;
  readonly schemaVersion: number;
  readonly kind: PageKind;
  readonly call: CallId | null;
}

const unknownMeta: ShownMeta = { arrived: false, schemaVersion: 0, kind: 'page', call: null };

/** What a page says about itself; each key is read on its own, so one odd value hides no other. */
export function usePageMeta(doc: Y.Doc | null): ShownMeta {
  const source = useMemo(() => metaSource(doc), [doc]);
  return useSyncExternalStore(source.subscribe, source.snapshot);
}

function readMeta(doc: Y.Doc): ShownMeta {
  const meta = doc.getMap(yTypes.meta);
  const version = meta.get('schemaVersion');
  const kind = pageKindSchema.safeParse(meta.get('kind'));
  const call = callIdSchema.safeParse(meta.get('call'));
  return {
    arrived: meta.size > 0 || doc.getXmlFragment(yTypes.blocks).length > 0,
    schemaVersion: typeof version === 'number' ? version : 0,
    kind: kind.success ? kind.data : 'page',
    call: call.success ? call.data : null,
  };
}

function metaSource(doc: Y.Doc | null) {
  let shown = doc === null ? unknownMeta : readMeta(doc);
  return {
    snapshot: () => shown,
    subscribe: (changed: () => void) => {
      if (doc === null) return () => undefined;
      const meta = doc.getMap(yTypes.meta);
      const blocks = doc.getXmlFragment(yTypes.blocks);
      const read = (): void => {
        shown = readMeta(doc);
        changed();
      };
      const readArrival = (): void => {
        if (!shown.arrived) read();
      };
      meta.observe(read);
      blocks.observe(readArrival);
      return () => {
        meta.unobserve(read);
        blocks.unobserve(readArrival);
      };
    },
  };
}

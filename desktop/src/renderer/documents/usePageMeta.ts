import { useMemo, useSyncExternalStore } from 'react';
import {
  callIdSchema,
  pageFontSchema,
  pageKindSchema,
  pageMetaSchema,
  pageWidthSchema,
  yTypes,
} from '@confab/shared-types';
import type { CallId, PageKind, PageMeta } from '@confab/shared-types';
import type * as Y from 'yjs';

export interface ShownMeta {
  /** False while another device's page has not been received: an editor must not bind to nothing. */
  readonly arrived: boolean;
  readonly schemaVersion: number;
  readonly kind: PageKind;
  readonly call: CallId | null;
  readonly icon: string | null;
  readonly cover: string | null;
  readonly width: NonNullable<PageMeta['width']>;
  readonly font: NonNullable<PageMeta['font']>;
}

const unknownMeta: ShownMeta = {
  arrived: false,
  schemaVersion: 0,
  kind: 'page',
  call: null,
  icon: null,
  cover: null,
  width: 'reading',
  font: 'sans',
};

const { icon: iconSchema, cover: coverSchema } = pageMetaSchema.shape;

/** Changes how a page looks; `undefined` keys stay as they are. */
export function changePageMeta(
  doc: Y.Doc,
  change: Pick<PageMeta, 'icon' | 'cover' | 'width' | 'font'>,
): void {
  const meta = doc.getMap(yTypes.meta);
  doc.transact(() => {
    for (const [key, value] of Object.entries(change)) meta.set(key, value);
  });
}

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
    icon: iconSchema.safeParse(meta.get('icon')).data ?? null,
    cover: coverSchema.safeParse(meta.get('cover')).data ?? null,
    width: pageWidthSchema.safeParse(meta.get('width')).data ?? 'reading',
    font: pageFontSchema.safeParse(meta.get('font')).data ?? 'sans',
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

import { useMemo, useSyncExternalStore } from 'react';
import type { Access, DocKey, ErrorCode } from '@confab/shared-types';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { useHub } from '../app/AppContext.ts';
import type { DocumentHandle, DocumentState } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';

/** A document that is followed, as it was when this was rendered. */
export interface OpenDocument {
  readonly handle: DocumentHandle;
  /** Another one after the hub reset the document: what binds to it must bind again. */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly state: DocumentState;
  readonly access: Access;
  readonly refusal: ErrorCode | null;
}

/** Follows a document while mounted. Null without a key and on the very first render. */
export function useDocument(key: DocKey | null): OpenDocument | null {
  const hub = useHub();
  const source = useMemo(() => documentSource(hub, key), [hub, key]);
  return useSyncExternalStore(source.subscribe, source.snapshot);
}

function documentSource(hub: HubClient, key: DocKey | null) {
  let current: OpenDocument | null = null;
  return {
    snapshot: () => current,
    subscribe: (changed: () => void) => {
      if (key === null) return () => undefined;
      const handle = hub.openDocument(key);
      const take = (): void => {
        const { doc, awareness, state, access, refusal } = handle;
        current = { handle, doc, awareness, state, access, refusal };
      };
      take();
      const stop = handle.onChange(() => {
        take();
        changed();
      });
      return () => {
        stop();
        handle.release();
        current = null;
      };
    },
  };
}

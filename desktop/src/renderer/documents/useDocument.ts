import { useMemo, useSyncExternalStore } from 'react';
import type { Access, AccessReason, DocKey, ErrorCode } from '@confab/shared-types';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { useHub } from '../app/AppContext.ts';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import type { HubClient } from '../hub/HubClient.ts';

/** A document that is followed, as it was when this was rendered. */
export interface OpenDocument {
  readonly handle: DocumentHandle;
  /** Another one after the hub reset the document: what binds to it must bind again. */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Whether each edit is on disk yet is not told here: what draws the page would be drawn anew by it. */
  readonly state: 'opening' | 'open' | 'refused';
  readonly access: Access;
  /** Why it may not be written; null when it may. */
  readonly reason: AccessReason | null;
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
      current = read(handle);
      const stop = handle.onChange(() => {
        const now = read(handle);
        if (current !== null && isSame(current, now)) return;
        current = now;
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

function read(handle: DocumentHandle): OpenDocument {
  const { doc, awareness, access, reason, refusal } = handle;
  const state = handle.state === 'saving' || handle.state === 'saved' ? 'open' : handle.state;
  return { handle, doc, awareness, state, access, reason, refusal };
}

function isSame(one: OpenDocument, other: OpenDocument): boolean {
  return (
    one.doc === other.doc &&
    one.state === other.state &&
    one.access === other.access &&
    one.reason === other.reason &&
    one.refusal === other.refusal
  );
}

import type { DocKey } from '@confab/shared-types';
import type { DocumentHandle } from './DocumentHandle.ts';
import type { HubClient } from './HubClient.ts';

export interface FollowedDocument {
  readonly handle: DocumentHandle;
  stop(): void;
}

/** Calls back when the document or its state changes; the handle may take another Y.Doc meanwhile. */
export function followDocument(
  hub: Pick<HubClient, 'openDocument'>,
  key: DocKey,
  changed: () => void,
): FollowedDocument {
  const handle = hub.openDocument(key);
  let doc = handle.doc;
  doc.on('update', changed);
  const stop = handle.onChange(() => {
    if (doc !== handle.doc) {
      doc.off('update', changed);
      doc = handle.doc;
      doc.on('update', changed);
    }
    changed();
  });
  return {
    handle,
    stop: () => {
      stop();
      doc.off('update', changed);
      handle.release();
    },
  };
}

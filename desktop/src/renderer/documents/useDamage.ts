import { useEffect, useState } from 'react';
import type { DocKey } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';

export interface Damage {
  readonly found: boolean;
  /** Takes the word of it away. */
  readonly forget: () => void;
}

/**
 * Whether the hub found part of a document unreadable since this was mounted. Used before anything
 * opens the document, since opening is when it is found.
 */
export function useDamage(doc: DocKey | null): Damage {
  const hub = useHub();
  const [damaged, setDamaged] = useState<DocKey | null>(null);
  useEffect(
    () =>
      hub.on('notice', (notice) => {
        if (notice.code === 'data-damaged' && notice.doc === doc) setDamaged(doc);
      }),
    [hub, doc],
  );
  return { found: doc !== null && damaged === doc, forget: () => setDamaged(null) };
}

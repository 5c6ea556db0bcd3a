import { useEffect, useState } from 'react';
import type { DocKey } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';

/**
 * Whether the hub found part of a document unreadable since this was mounted; the second value takes
 * the word of it away. Used before the document is opened, since opening is when it is found.
 */
export function useDamage(doc: DocKey): readonly [boolean, () => void] {
  const hub = useHub();
  const [damaged, setDamaged] = useState<DocKey | null>(null);
  useEffect(
    () =>
      hub.on('notice', (notice) => {
        if (notice.code === 'data-damaged' && notice.doc === doc) setDamaged(doc);
      }),
    [hub, doc],
  );
  return [damaged === doc, () => setDamaged(null)];
}

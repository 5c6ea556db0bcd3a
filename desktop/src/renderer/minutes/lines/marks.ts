import { IconChecklist, IconGavel, IconHelpCircle } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { MarkKind } from '@confab/shared-types';

/** How each mark is drawn, and the key that sets it on the line that has the focus. */
export const markSigns: Readonly<Record<MarkKind, { readonly icon: Icon; readonly key: string }>> =
  {
    decision: { icon: IconGavel, key: 'D' },
    action: { icon: IconChecklist, key: 'A' },
    question: { icon: IconHelpCircle, key: 'Q' },
  };

import { IconFileText, IconNotes } from '@tabler/icons-react';
import type { PageKind } from '@confab/shared-types';
import classes from './PageIcon.module.css';

/** A page's emoji, or the sign of its kind. The title stands beside it. */
export function PageIcon(props: { readonly icon: string | null; readonly kind?: PageKind }) {
  const { icon, kind = 'page' } = props;
  if (icon !== null) {
    return (
      <span className={classes.emoji} aria-hidden>
        {icon}
      </span>
    );
  }
  const Icon = kind === 'minutes' ? IconNotes : IconFileText;
  return <Icon size={16} stroke={1.75} aria-hidden className={classes.icon} />;
}

import classes from './StatusDot.module.css';

export type StatusTone = 'good' | 'busy' | 'waiting' | 'bad' | 'quiet';

/** A dot beside words that say the same: colour alone never carries the meaning. */
export function StatusDot({ tone }: { readonly tone: StatusTone }) {
  return <span className={classes.dot} data-tone={tone} aria-hidden />;
}

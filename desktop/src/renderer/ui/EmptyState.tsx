import { Button } from '@mantine/core';
import classes from './EmptyState.module.css';

/** One sentence and, where there is one, the action that fills the emptiness. */
export function EmptyState(props: {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}) {
  const { text, action } = props;
  return (
    <div className={classes.empty}>
      <p className={classes.text}>{text}</p>
      {action !== undefined && (
        <Button variant="default" size="xs" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

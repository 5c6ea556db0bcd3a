import { IconCloudUp, IconDeviceLaptop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './MinutesActions.module.css';

/** Where words went or go: amber with its own sign when that is another machine. */
export function SentNote(props: { readonly warn: boolean; readonly children: ReactNode }) {
  const Sign = props.warn ? IconCloudUp : IconDeviceLaptop;
  return (
    <p className={classes.note} data-warn={props.warn || undefined}>
      <Sign size={16} stroke={1.75} aria-hidden />
      <span>{props.children}</span>
    </p>
  );
}

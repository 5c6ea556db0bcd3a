import { Tooltip } from '@mantine/core';
import type { ComponentProps, Ref } from 'react';
import type { Icon as TablerIcon } from '@tabler/icons-react';
import { useServices } from '../app/AppContext.ts';
import classes from './IconButton.module.css';
import { formatShortcut } from './shortcut.ts';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'ref'> {
  /** Read by screen readers and shown as the tooltip. */
  readonly label: string;
  readonly icon: TablerIcon;
  /** Like `mod+K`; shown in the tooltip, handled elsewhere. */
  readonly shortcut?: string;
  readonly active?: boolean;
  readonly danger?: boolean;
  readonly size?: 'small' | 'normal';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon: Icon,
    shortcut,
    active,
    danger,
    size = 'normal',
    className,
    ...rest
  } = props;
  const { runtime } = useServices();
  const keys = shortcut === undefined ? null : formatShortcut(shortcut, runtime.platform);
  return (
    <Tooltip
      // What the button has opened says enough, and stands where the tooltip would.
      disabled={rest['aria-expanded'] === true}
      label={
        <>
          {label}
          {keys !== null && <kbd className={classes.keys}>{keys}</kbd>}
        </>
      }
    >
      <button
        type="button"
        aria-label={label}
        data-active={active === true || undefined}
        data-danger={danger === true || undefined}
        data-size={size}
        className={[classes.button, className].filter(Boolean).join(' ')}
        {...rest}
      >
        <Icon size={size === 'small' ? 16 : 18} stroke={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}

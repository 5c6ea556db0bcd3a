import { Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { useServices } from '../../app/AppContext.ts';
import { formatShortcut } from '../../ui/shortcut.ts';
import classes from './CallControls.module.css';

/** A control of the call: icon in a circle, and its label below where there is room. */
export function ControlButton(props: {
  readonly label: string;
  readonly icon: Icon;
  readonly shortcut?: string;
  readonly tone?: 'plain' | 'on' | 'muted' | 'leave';
  readonly onClick: () => void;
}) {
  const { label, icon: Glyph, shortcut, tone = 'plain', onClick } = props;
  const { runtime } = useServices();
  const keys = shortcut === undefined ? '' : ` · ${formatShortcut(shortcut, runtime.platform)}`;
  return (
    <Tooltip label={`${label}${keys}`}>
      <button
        type="button"
        className={classes.control}
        data-tone={tone}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        onClick={onClick}
      >
        <span className={classes.icon}>
          <Glyph size={18} stroke={1.75} aria-hidden />
        </span>
        <span className={classes.label} aria-hidden>
          {label}
        </span>
      </button>
    </Tooltip>
  );
}

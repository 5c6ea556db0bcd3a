import { Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { useServices } from '../../app/AppContext.ts';
import { formatShortcut } from '../../ui/shortcut.ts';
import { ariaKeys } from './ariaKeys.ts';
import classes from './CallControls.module.css';

export interface ControlButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What a press does, in full: for screen readers and the tooltip. */
  readonly label: string;
  /** Below the icon, where there is room. */
  readonly word: string;
  /** What `word` is at other times: room is kept for it, so that nothing moves. */
  readonly otherWord?: string;
  readonly icon: Icon;
  readonly shortcut?: string;
  readonly tone?: 'plain' | 'on' | 'muted' | 'leave';
  /** A number of new things, or a dot. */
  readonly badge?: number | 'dot';
  /** How many there are; not new. */
  readonly count?: number;
  /** Why it cannot be used now. */
  readonly reason?: string | null;
  /** Tooltips are drawn into the main window: another one has the browser's own. */
  readonly plainTooltip?: boolean;
}

/** A control of the call: icon in a circle, and its word below where there is room. */
export function ControlButton(props: ControlButtonProps) {
  const {
    label,
    word,
    otherWord,
    icon: Glyph,
    shortcut,
    tone = 'plain',
    badge,
    count,
    reason = null,
    plainTooltip = false,
    onClick,
    className,
    ...rest
  } = props;
  const { runtime } = useServices();
  const keys = shortcut === undefined ? '' : ` · ${formatShortcut(shortcut, runtime.platform)}`;
  const tooltip = reason ?? `${label}${keys}`;
  const button = (
    <button
      type="button"
      className={[classes.control, className].filter(Boolean).join(' ')}
      data-tone={tone}
      aria-label={label}
      aria-keyshortcuts={shortcut === undefined ? undefined : ariaKeys(shortcut)}
      aria-disabled={reason !== null || undefined}
      aria-description={reason ?? undefined}
      title={plainTooltip ? tooltip : undefined}
      // A press by the pointer leaves the focus where the person writes.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        if (reason === null) onClick?.(event);
      }}
      {...rest}
    >
      <span className={classes.icon}>
        <Glyph size={18} stroke={1.75} aria-hidden />
      </span>
      {badge !== undefined && (
        <span className={classes.badge} data-dot={badge === 'dot' || undefined} aria-hidden>
          {badge === 'dot' ? null : Math.min(badge, 99)}
        </span>
      )}
      {count !== undefined && (
        <span className={classes.badge} data-count aria-hidden>
          {count}
        </span>
      )}
      <span className={classes.label} aria-hidden>
        <span>{word}</span>
        {otherWord !== undefined && <span className={classes.otherWord}>{otherWord}</span>}
      </span>
    </button>
  );
  if (plainTooltip) return button;
  return (
    <Tooltip label={tooltip} multiline maw={280} disabled={rest['aria-expanded'] === true}>
      {button}
    </Tooltip>
  );
}

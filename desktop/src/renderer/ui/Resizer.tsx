import type { KeyboardEvent, PointerEvent } from 'react';

const step = 16;

/** The edge of a column whose width a person chooses: dragged, or moved with the arrow keys. */
export function Resizer(props: {
  readonly label: string;
  readonly className: string | undefined;
  readonly width: number;
  readonly least: number;
  readonly most: number;
  /** On which side of the edge the column is. */
  readonly side: 'left' | 'right';
  /** Told all the while; within `least` and `most`. */
  readonly onResize: (width: number) => void;
  /** Told once when the person has let go. */
  readonly onResized: (width: number) => void;
}) {
  const { label, className, width, least, most, side, onResize, onResized } = props;
  const direction = side === 'left' ? 1 : -1;
  const show = (wanted: number): number => {
    const within = Math.round(Math.min(most, Math.max(least, wanted)));
    onResize(within);
    return within;
  };
  const resizeTo = (wanted: number): void => {
    const chosen = show(wanted);
    onResized(chosen);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const handle = event.currentTarget;
    const from = event.clientX;
    const widthAt = (moved: globalThis.PointerEvent): number =>
      width + direction * (moved.clientX - from);
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => void show(widthAt(moved));
    const stop = (): void => handle.removeEventListener('pointermove', move);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', stop, { once: true });
    const end = (ended: globalThis.PointerEvent): void => resizeTo(widthAt(ended));
    handle.addEventListener('pointerup', end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const right = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (right === 0) return;
    event.preventDefault();
    resizeTo(width + direction * right * step);
  };
  return (
    <div
      className={className}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

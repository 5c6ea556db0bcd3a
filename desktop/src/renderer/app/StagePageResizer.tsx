import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLayout, useServices } from './AppContext.ts';
import classes from './StagePageResizer.module.css';

const least = 340;
const most = 960;
const step = 16;

/** The edge between the call on the stage and the page: dragged, or moved with the arrow keys. */
export function StagePageResizer({ className }: { readonly className: string | undefined }) {
  const { t } = useTranslation();
  const { layout } = useServices();
  const width = useLayout((state) => state.stagePageWidth);
  const show = (wanted: number): void =>
    layout.setState({ stagePageWidth: Math.round(Math.min(most, Math.max(least, wanted))) });
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const handle = event.currentTarget;
    const end = event.clientX + width;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => show(end - moved.clientX);
    handle.addEventListener('pointermove', move);
    const stop = (): void => handle.removeEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', stop, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? step : event.key === 'ArrowRight' ? -step : 0;
    if (by === 0) return;
    event.preventDefault();
    show(width + by);
  };
  return (
    <div
      className={[classes.resizer, className].filter(Boolean).join(' ')}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('calls.view.resizePage')}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

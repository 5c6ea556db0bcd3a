import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useData, useServices } from './AppContext.ts';
import classes from './SidebarResizer.module.css';

const least = 200;
const most = 400;
const step = 16;

/** The sidebar's edge: dragged, or moved with the arrow keys. */
export function SidebarResizer() {
  const { t } = useTranslation();
  const { app, hub } = useServices();
  const width = useData(({ preferences }) => preferences.sidebarWidth);
  const show = (wanted: number): number => {
    const sidebarWidth = Math.round(Math.min(most, Math.max(least, wanted)));
    app.setState(({ data }) => ({
      data: data && { ...data, preferences: { ...data.preferences, sidebarWidth } },
    }));
    return sidebarWidth;
  };
  const keep = (sidebarWidth: number): void => {
    hub
      .request('preferences.update', { sidebarWidth })
      .catch((error: unknown) => console.error(error));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const handle = event.currentTarget;
    const start = event.clientX - width;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => void show(moved.clientX - start);
    const end = (ended: globalThis.PointerEvent): void => {
      handle.removeEventListener('pointermove', move);
      keep(show(ended.clientX - start));
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener(
      'lostpointercapture',
      () => handle.removeEventListener('pointermove', move),
      {
        once: true,
      },
    );
    handle.addEventListener('pointerup', end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -step : event.key === 'ArrowRight' ? step : 0;
    if (by !== 0) keep(show(width + by));
  };
  return (
    <div
      className={classes.resizer}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('sidebar.resize')}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './LevelMeter.module.css';

/** How fast the bar falls back when the voice stops: of the whole, each frame. */
const fall = 0.04;

/** Moves with the voice: quick up, slowly down, as the eye expects of a meter. */
export function LevelMeter({ level }: { readonly level: () => number }) {
  const { t } = useTranslation();
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let shown = 0;
    let frame = requestAnimationFrame(function draw() {
      shown = Math.max(level(), shown - fall, 0);
      const element = meter.current;
      element?.style.setProperty('--level', shown.toFixed(3));
      const percent = String(Math.round(shown * 10) * 10);
      if (element?.ariaValueNow !== percent) element?.setAttribute('aria-valuenow', percent);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    <div
      ref={meter}
      className={classes.meter}
      role="meter"
      aria-label={t('calls.devices.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}

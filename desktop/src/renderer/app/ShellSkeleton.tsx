import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ShellSkeleton.module.css';

/** The real layout in grey; shown only when the hub takes longer than 150 ms (by CSS). */
export function ShellSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.shell} role="status" aria-label={t('app.loading')}>
      <div className={classes.sidebar}>
        {[70, 45, 50, 40].map((width) => (
          <Skeleton key={width} height={12} width={`${width}%`} />
        ))}
      </div>
      <div className={classes.page}>
        <Skeleton height={30} width="46%" />
        {[92, 84, 88, 60].map((width) => (
          <Skeleton key={width} height={14} width={`${width}%`} />
        ))}
      </div>
    </div>
  );
}

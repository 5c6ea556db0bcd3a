import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

/** A page in grey; appears only after 150 ms (by CSS). */
export function PageSkeleton({ withTitle = true }: { readonly withTitle?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={withTitle ? classes.skeletonPage : undefined}>
      <div className={classes.skeleton} role="status" aria-label={t('page.loading')}>
        {withTitle && <Skeleton height={30} width="46%" />}
        {[92, 84, 88, 60].map((width) => (
          <Skeleton key={width} height={14} width={`${width}%`} />
        ))}
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import classes from './Centered.module.css';

/** A part of the window in which a defect shows as a sentence with a way on. */
export function DefectBoundary({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <ErrorBoundary
      fallback={(retry) => (
        <div className={classes.centered} role="alert">
          <EmptyState
            text={t('errors.internal')}
            action={{ label: t('common.retry'), run: retry }}
          />
        </div>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}

import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import classes from './Centered.module.css';

/** Why this window cannot reach the hub, and what helps. */
export function HubMessage({ reason }: { readonly reason: 'incompatible' | 'unauthenticated' }) {
  const { t } = useTranslation();
  return (
    <main className={classes.centered}>
      <EmptyState
        text={t(`app.hub.${reason}`)}
        action={{ label: t('app.reload'), run: () => window.location.reload() }}
      />
    </main>
  );
}

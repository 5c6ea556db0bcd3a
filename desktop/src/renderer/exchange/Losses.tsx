import { useTranslation } from 'react-i18next';
import type { ImportLoss } from '@confab/shared-types';
import classes from './Exchange.module.css';

const shownEach = 20;

/** What could not be kept as it was, by kind, each with where. */
export function Losses({ losses }: { readonly losses: readonly ImportLoss[] }) {
  const { t } = useTranslation();
  const kinds = new Map<ImportLoss['what'], ImportLoss[]>();
  for (const loss of losses) kinds.set(loss.what, [...(kinds.get(loss.what) ?? []), loss]);
  return (
    <div className={classes.losses}>
      {[...kinds].map(([what, all]) => (
        <details key={what}>
          <summary>{t(`exchange.losses.${what}`, { count: all.length })}</summary>
          <ul>
            {all.slice(0, shownEach).map(({ path, detail }) => (
              <li key={`${path} ${detail}`}>{detail === '' ? path : `${path}: ${detail}`}</li>
            ))}
            {all.length > shownEach && (
              <li>{t('exchange.moreLosses', { count: all.length - shownEach })}</li>
            )}
          </ul>
        </details>
      ))}
    </div>
  );
}

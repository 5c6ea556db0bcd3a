import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { pathTo } from '../documents/pageTree.ts';
import { useServices } from './AppContext.ts';
import classes from './Breadcrumbs.module.css';
import { goTo } from './route.ts';

export function Breadcrumbs({ page }: { readonly page: PageId | null }) {
  const { t } = useTranslation();
  const { route } = useServices();
  const { workspace, entries } = usePageIndex();
  const path = page === null ? [] : pathTo(entries, page);
  return (
    <nav className={classes.path} aria-label={t('page.location')}>
      {path.map((id, depth) => {
        const title = entries.get(id)?.title.trim() || t('page.untitled');
        return (
          <Fragment key={id}>
            {depth > 0 && (
              <span className={classes.slash} aria-hidden>
                {'/'}
              </span>
            )}
            {id === page ? (
              <span className={classes.here} aria-current="page">
                {title}
              </span>
            ) : (
              <button
                type="button"
                className={classes.step}
                onClick={() => goTo(route, { workspace, page: id })}
              >
                {title}
              </button>
            )}
          </Fragment>
        );
      })}
    </nav>
  );
}

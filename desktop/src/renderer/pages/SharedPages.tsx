import { useTranslation } from 'react-i18next';
import { useData, useRoute, useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { PageIcon } from './PageIcon.tsx';
import classes from './PageLinks.module.css';

/** Single pages that others let this person into; of the workspaces they are in, nothing is known. */
export function SharedPages() {
  const { t } = useTranslation();
  const { layout, route } = useServices();
  const pages = useData((data) => data.sharedPages);
  const open = useRoute((place) => place.page);
  if (pages.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('pages.sharedWithMe')}</h2>
      <ul className={classes.list} aria-label={t('pages.sharedWithMe')}>
        {pages.map(({ workspace, page, title, icon, from }) => (
          <li key={page} className={classes.row}>
            <button
              type="button"
              className={classes.link}
              aria-current={page === open ? 'page' : undefined}
              title={t('pages.sharedBy', { name: from })}
              onClick={() => {
                layout.setState({ sidebarSheet: false });
                goTo(route, { workspace, page });
              }}
            >
              <PageIcon icon={icon} />
              <span className={classes.title}>{title.trim() || t('page.untitled')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

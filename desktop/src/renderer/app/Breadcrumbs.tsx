import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { findNode, pathTo } from '../documents/pageTree.ts';
import { PageIcon } from '../pages/PageIcon.tsx';
import { useData, useServices } from './AppContext.ts';
import classes from './Breadcrumbs.module.css';
import { goTo } from './route.ts';
import { sidebarSheetBelow, useNarrow } from './useToggleSidebar.ts';

/** Where the open page is; in a narrow window one button that lists what is above and beside it. */
export function Breadcrumbs({ page }: { readonly page: PageId | null }) {
  const { t } = useTranslation();
  const { entries } = usePageIndex();
  const narrow = useNarrow(sidebarSheetBelow);
  const path = page === null ? [] : pathTo(entries, page);
  const shared = useData(({ sharedPages }) => sharedPages.find((one) => one.page === page));
  if (page !== null && path.length === 0 && shared !== undefined) {
    return (
      <nav className={classes.path} aria-label={t('page.location')}>
        <span className={classes.here} aria-current="page">
          {shared.title.trim() || t('page.untitled')}
        </span>
      </nav>
    );
  }
  return (
    <nav className={classes.path} aria-label={t('page.location')}>
      {narrow ? <PathMenu path={path} /> : <Steps path={path} />}
    </nav>
  );
}

function Steps({ path }: { readonly path: readonly PageId[] }) {
  const { t } = useTranslation();
  const { route } = useServices();
  const { workspace, entries } = usePageIndex();
  return path.map((id, depth) => {
    const title = entries.get(id)?.title.trim() || t('page.untitled');
    return (
      <Fragment key={id}>
        {depth > 0 && (
          <span className={classes.slash} aria-hidden>
            {'/'}
          </span>
        )}
        {depth === path.length - 1 ? (
          <span className={classes.here} aria-current="page" title={title}>
            {title}
          </span>
        ) : (
          <button
            type="button"
            className={classes.step}
            title={title}
            onClick={() => goTo(route, { workspace, page: id })}
          >
            {title}
          </button>
        )}
      </Fragment>
    );
  });
}

function PathMenu({ path }: { readonly path: readonly PageId[] }) {
  const { t } = useTranslation();
  const { route } = useServices();
  const { workspace, entries, tree } = usePageIndex();
  const page = path.at(-1);
  const above = path.slice(0, -1);
  const parent = above.at(-1);
  if (page === undefined) return null;
  const siblings = parent === undefined ? tree : (findNode(tree, parent)?.children ?? []);
  const titleOf = (id: PageId): string => entries.get(id)?.title.trim() || t('page.untitled');
  const item = (id: PageId) => {
    const entry = entries.get(id);
    return (
      <Menu.Item
        key={id}
        leftSection={<PageIcon icon={entry?.icon ?? null} kind={entry?.kind ?? 'page'} />}
        {...(id === page ? { 'aria-current': 'page' as const } : {})}
        onClick={() => goTo(route, { workspace, page: id })}
      >
        <span className={classes.choice}>{titleOf(id)}</span>
      </Menu.Item>
    );
  };
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button
          type="button"
          className={classes.step}
          aria-label={t('pages.places', { title: titleOf(page) })}
        >
          <span className={classes.label}>{titleOf(page)}</span>
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {above.length > 0 && (
          <>
            <Menu.Label>{t('pages.above')}</Menu.Label>
            {above.map(item)}
          </>
        )}
        <Menu.Label>{t('pages.beside')}</Menu.Label>
        {siblings.map(({ id }) => item(id))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/IconButton.tsx';
import { useCallServices } from '../CallsContext.ts';
import classes from './Tiles.module.css';

/** The way through a grid of more people than one page shows; `page` counts from 0. */
export function Pager({ page, pages }: { readonly page: number; readonly pages: number }) {
  const { t, i18n } = useTranslation();
  const { stage } = useCallServices();
  const number = new Intl.NumberFormat(i18n.language);
  const at = { page: number.format(page + 1), pages: number.format(pages) };
  return (
    <div className={classes.pager} role="group" aria-label={t('calls.view.pages')}>
      <IconButton
        icon={IconChevronLeft}
        label={t('calls.view.previousPage')}
        // Not `disabled`: whoever has arrived here by keyboard keeps the focus.
        aria-disabled={page === 0}
        onClick={() => stage.setPage(page - 1)}
      />
      <span className={classes.page} role="status" aria-label={t('calls.view.pageOf', at)}>
        {`${at.page} / ${at.pages}`}
      </span>
      <IconButton
        icon={IconChevronRight}
        label={t('calls.view.nextPage')}
        aria-disabled={page === pages - 1}
        onClick={() => stage.setPage(Math.min(pages - 1, page + 1))}
      />
    </div>
  );
}

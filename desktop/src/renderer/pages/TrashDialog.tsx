import { Button, TextInput } from '@mantine/core';
import { IconRestore, IconSearch, IconTrashX } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { formatMoment } from '../app/formatMoment.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useVirtualRows } from '../ui/useVirtualRows.ts';
import { restorePage } from './pageActions.ts';
import { PageIcon } from './PageIcon.tsx';
import classes from './TrashDialog.module.css';
import { trashedPages } from './trashedPages.ts';
import type { TrashedPage } from './trashedPages.ts';

const rowHeight = 48;

/** Pages that were thrown away: put back, or deleted for good after a question. */
export default function TrashDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { hub, route, toasts } = useServices();
  const { workspace, index, writable, entries } = usePageIndex();
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState<readonly TrashedPage[] | null>(null);
  const all = useMemo(() => trashedPages(entries), [entries]);
  const wanted = query.trim().normalize('NFC').toLocaleLowerCase();
  const shown = all.filter(({ entry }) =>
    entry.title.normalize('NFC').toLocaleLowerCase().includes(wanted),
  );
  const open = (page: PageId): void => {
    goTo(route, { workspace, page });
    onClose();
  };
  const restore = ({ id, entry }: TrashedPage): void => {
    if (index === null) return;
    restorePage(index.handle, entries, id);
    const title = entry.title.trim() || t('page.untitled');
    toasts.show({
      cause: `restore ${id}`,
      text: t('pages.trash.restored', { title }),
      action: { label: t('pages.menu.open'), run: () => open(id) },
    });
  };
  const deleteForGood = (pages: readonly TrashedPage[]): void => {
    setAsked(null);
    const { page } = route.getState();
    const ids = pages.map(({ id }) => id);
    if (page !== null && ids.includes(page)) {
      goTo(route, { workspace, page: null }, 'replace');
    }
    hub.request('pages.delete', { workspace, pages: ids }).catch((error: unknown) => {
      toasts.show({ cause: 'delete-page', text: errorText(t, error), tone: 'danger' });
    });
  };
  return (
    <Dialog title={t('pages.trash.title')} onClose={onClose} size={520}>
      {asked !== null ? (
        <DeleteQuestion
          pages={asked}
          onCancel={() => setAsked(null)}
          onDelete={() => deleteForGood(asked)}
        />
      ) : all.length === 0 ? (
        <EmptyState text={t('pages.trash.empty')} />
      ) : (
        <>
          <div className={classes.top}>
            <TextInput
              className={classes.search ?? ''}
              aria-label={t('pages.trash.search')}
              placeholder={t('pages.trash.search')}
              leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
              data-autofocus
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            {writable && (
              <Button variant="default" onClick={() => setAsked(all)}>
                {t('pages.trash.emptyIt')}
              </Button>
            )}
          </div>
          <TrashList
            pages={shown}
            writable={writable}
            onOpen={open}
            onRestore={restore}
            onDelete={(page) => setAsked([page])}
          />
          {shown.length === 0 && <p className={classes.none}>{t('pages.trash.noneFound')}</p>}
        </>
      )}
    </Dialog>
  );
}

function TrashList(props: {
  readonly pages: readonly TrashedPage[];
  readonly writable: boolean;
  readonly onOpen: (page: PageId) => void;
  readonly onRestore: (page: TrashedPage) => void;
  readonly onDelete: (page: TrashedPage) => void;
}) {
  const { pages, writable, onOpen, onRestore, onDelete } = props;
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows({ count: pages.length, scroller, height: () => rowHeight });
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul
        className={classes.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t('pages.trash.title')}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const page = pages[index];
          if (page === undefined) return null;
          const { id, entry, trashedAt, below } = page;
          const title = entry.title.trim() || t('page.untitled');
          const when = formatMoment(trashedAt, i18n.language);
          return (
            <li key={id} className={classes.row} style={{ transform: `translateY(${start}px)` }}>
              <PageIcon {...entry} />
              <button type="button" className={classes.page} onClick={() => onOpen(id)}>
                <span className={classes.name}>{title}</span>
                <span className={classes.when}>
                  {below === 0
                    ? t('pages.trash.since', { when })
                    : t('pages.trash.sinceWith', { when, count: below })}
                </span>
              </button>
              {writable && (
                <>
                  <IconButton
                    icon={IconRestore}
                    label={t('pages.trash.restore', { title })}
                    onClick={() => onRestore(page)}
                  />
                  <IconButton
                    danger
                    icon={IconTrashX}
                    label={t('pages.trash.delete', { title })}
                    onClick={() => onDelete(page)}
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What is deleted for good is gone on every device: it is asked, by name and number. */
function DeleteQuestion(props: {
  readonly pages: readonly TrashedPage[];
  readonly onCancel: () => void;
  readonly onDelete: () => void;
}) {
  const { pages, onCancel, onDelete } = props;
  const { t } = useTranslation();
  const [only] = pages;
  const count = pages.length;
  const title = only?.entry.title.trim() || t('page.untitled');
  const below = only?.below ?? 0;
  const words =
    count > 1
      ? t('pages.trash.askAll', { count })
      : below > 0
        ? t('pages.trash.askMany', { title, count: below })
        : t('pages.trash.ask', { title });
  return (
    <div role="alertdialog" aria-label={t('pages.trash.deleteForGood')}>
      <p className={classes.question}>{words}</p>
      <div className={classes.answers}>
        <Button variant="default" data-autofocus autoFocus onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button color="red" onClick={onDelete}>
          {t('pages.trash.deleteForGood')}
        </Button>
      </div>
    </div>
  );
}

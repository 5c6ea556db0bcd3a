import { Select, TextInput } from '@mantine/core';
import { IconHome, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { editingRoles } from '@confab/shared-types';
import type { PageId, WorkspaceId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { goTo } from '../app/route.ts';
import { useFollowedIndex, usePageIndex } from '../documents/PageIndexContext.ts';
import { pathTo } from '../documents/pageTree.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { findPages } from './findPages.ts';
import classes from './MoveDialog.module.css';
import { isWithin } from './movePages.ts';
import { PageIcon } from './PageIcon.tsx';
import { useMovePage } from './useMovePage.ts';

/** Asks where a page goes: into another page, or to the top, of this or another workspace. */
export default function MoveDialog(props: { readonly page: PageId; readonly onClose: () => void }) {
  const { page, onClose } = props;
  const { t } = useTranslation();
  const { hub, route, toasts } = useServices();
  const { workspace, entries } = usePageIndex();
  const workspaces = useData((data) => data.workspaces).filter(
    ({ guest, detached, role }) =>
      guest !== true && detached === undefined && editingRoles.has(role),
  );
  const [to, setTo] = useState<WorkspaceId>(workspace);
  const movePage = useMovePage();
  const title = entries.get(page)?.title.trim() || t('page.untitled');
  const moveAway = async (parent: PageId | null): Promise<void> => {
    const moved = await hub.request('pages.move', { workspace, page, to, parent });
    goTo(route, { workspace: to, page: moved.page });
    const name = workspaces.find(({ id }) => id === to)?.name ?? '';
    toasts.show({ cause: `move ${page}`, text: t('pages.move.movedAway', { title, name }) });
  };
  const choose = (parent: PageId | null): void => {
    onClose();
    if (to === workspace) return movePage(page, { parent, before: null });
    moveAway(parent).catch((error: unknown) => {
      toasts.show({ cause: 'move', text: errorText(t, error), tone: 'danger' });
    });
  };
  return (
    <Dialog title={t('pages.move.title', { title })} onClose={onClose} size={480}>
      {workspaces.length > 1 && (
        <Select
          mb={12}
          label={t('pages.move.workspace')}
          value={to}
          onChange={(chosen) => setTo(chosen ?? workspace)}
          data={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Destinations key={to} workspace={to} moving={page} onChoose={choose} />
    </Dialog>
  );
}

function Destinations(props: {
  readonly workspace: WorkspaceId;
  readonly moving: PageId;
  readonly onChoose: (parent: PageId | null) => void;
}) {
  const { workspace, moving, onChoose } = props;
  const { t, i18n } = useTranslation();
  const { entries } = useFollowedIndex(workspace);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const known = entries.has(moving);
  const parent = known ? (pathTo(entries, moving).at(-2) ?? null) : undefined;
  const pages = findPages(entries, query, i18n.language).filter(
    ({ id }) => id !== parent && !(known && isWithin(entries, id, moving)),
  );
  const top = query.trim() === '' && parent !== null;
  const choices: readonly (PageId | null)[] = [
    ...(top ? [null] : []),
    ...pages.map(({ id }) => id),
  ];
  const at = Math.min(chosen, choices.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const choice = choices[at];
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && choice !== undefined) onChoose(choice);
    else return;
    event.preventDefault();
  };
  const row = (index: number) => ({
    id: `move-to-${index}`,
    role: 'option',
    'aria-selected': index === at,
    className: classes.choice,
    onPointerMove: () => setChosen(index),
    ref: (element: HTMLLIElement | null) => {
      if (index === at) element?.scrollIntoView({ block: 'nearest' });
    },
  });
  return (
    <>
      <TextInput
        role="combobox"
        aria-expanded
        aria-controls="move-to"
        {...(at >= 0 ? { 'aria-activedescendant': `move-to-${at}` } : {})}
        aria-label={t('pages.move.search')}
        placeholder={t('pages.move.search')}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="move-to" className={classes.list} role="listbox" aria-label={t('pages.move.places')}>
        {top && (
          <li {...row(0)} onClick={() => onChoose(null)}>
            <IconHome size={16} stroke={1.75} aria-hidden />
            <span className={classes.title}>{t('pages.move.top')}</span>
          </li>
        )}
        {pages.map(({ id, entry, path }, index) => (
          <li key={id} {...row(index + (top ? 1 : 0))} onClick={() => onChoose(id)}>
            <PageIcon {...entry} />
            <span className={classes.title}>{entry.title.trim() || t('page.untitled')}</span>
            <span className={classes.path}>{path.join(' / ')}</span>
          </li>
        ))}
      </ul>
      {choices.length === 0 && <p className={classes.none}>{t('pages.move.none')}</p>}
    </>
  );
}

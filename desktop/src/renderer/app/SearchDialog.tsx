import { Modal, TextInput } from '@mantine/core';
import { IconFileText, IconNotes, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { findPages } from '../documents/findPages.ts';
import { useFocusReturn } from '../ui/useFocusReturn.ts';
import { useServices } from './AppContext.ts';
import { goTo } from './route.ts';
import classes from './SearchDialog.module.css';

/** Goes to a page by a part of its title. */
export default function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { route } = useServices();
  const { workspace, entries } = usePageIndex();
  useFocusReturn();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = findPages(entries, query, i18n.language);
  const at = Math.min(chosen, found.length - 1);
  const open = (page: PageId): void => {
    goTo(route, { workspace, page });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const page = found[at];
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && page !== undefined) open(page.id);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      returnFocus={false}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      padding={0}
      attributes={{ content: { 'aria-label': t('search.label') } }}
    >
      <TextInput
        variant="unstyled"
        size="lg"
        role="combobox"
        aria-expanded
        aria-controls="search-results"
        aria-activedescendant={found[at] === undefined ? undefined : `search-${found[at].id}`}
        aria-label={t('search.label')}
        placeholder={t('search.hint')}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
        className={classes.field}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id="search-results"
        className={classes.results}
        role="listbox"
        aria-label={t('search.results')}
      >
        {found.map(({ id, entry, path }, index) => {
          const Icon = entry.kind === 'minutes' ? IconNotes : IconFileText;
          return (
            <li
              key={id}
              id={`search-${id}`}
              role="option"
              aria-selected={index === at}
              className={classes.result}
              onPointerMove={() => setChosen(index)}
              onClick={() => open(id)}
            >
              <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} />
              <span className={classes.title}>{entry.title.trim() || t('page.untitled')}</span>
              <span className={classes.path}>{path.join(' / ')}</span>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p className={classes.none}>{t('search.empty')}</p>}
    </Modal>
  );
}

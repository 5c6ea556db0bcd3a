import { Modal, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { parsePageLink } from '../app/pageLink.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { useFocusReturn } from '../ui/useFocusReturn.ts';
import { useVirtualRows } from '../ui/useVirtualRows.ts';
import { findCommands } from './Command.ts';
import classes from './Palette.module.css';
import { PaletteItemRow } from './PaletteItemRow.tsx';
import { paletteRows, stepInPalette } from './paletteRows.ts';
import type { PaletteItem, PaletteRow } from './paletteRows.ts';
import { useCommands } from './useCommands.ts';
import { useRecentPages } from './useRecentPages.ts';
import { useSearch } from './useSearch.ts';

const rowHeights = { heading: 30, short: 36, long: 50 } as const;

/** Finds pages, what is in them, and what the app can do; Enter goes there or does it. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  useFocusReturn();
  const { workspace } = usePageIndex();
  const several = useData(({ workspaces }) => workspaces.length > 1);
  const [query, setQuery] = useState('');
  const [scope, setScope] = useState<'workspace' | 'all'>('workspace');
  const [moved, setMoved] = useState<number | null>(null);
  const commands = useCommands();
  const recent = useRecentPages();
  const search = useSearch(query, scope === 'all' ? null : workspace);
  const idle = query.trim() === '';
  const rows = paletteRows({
    link: parsePageLink(query),
    recent: idle ? recent : [],
    hits: search.hits,
    commands: idle ? commands.filter(({ common }) => common) : findCommands(commands, query),
  });
  const at = moved !== null && rows[moved]?.kind === 'item' ? moved : stepInPalette(rows, -1, 1);
  const open = useOpenItem(onClose);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const row = rows[at];
    if (event.key === 'ArrowDown') setMoved(stepInPalette(rows, at, 1));
    else if (event.key === 'ArrowUp') setMoved(stepInPalette(rows, at, -1));
    else if (event.key === 'Enter' && row?.kind === 'item') open(row.item);
    else return;
    event.preventDefault();
  };
  const settled = idle || search.query === query.trim();
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      returnFocus={false}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      padding={0}
      attributes={{ content: { 'aria-label': t('searching.label') } }}
    >
      <div className={classes.top}>
        <TextInput
          variant="unstyled"
          size="lg"
          role="combobox"
          aria-expanded
          aria-controls="palette-results"
          {...(at < 0 ? {} : { 'aria-activedescendant': `palette-${at}` })}
          aria-label={t('searching.label')}
          placeholder={t('searching.hint')}
          leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
          className={classes.field}
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setMoved(null);
          }}
          onKeyDown={onKeyDown}
        />
        {several && (
          <SegmentedControl
            size="xs"
            aria-label={t('searching.scope.label')}
            value={scope}
            onChange={(chosen) => setScope(chosen === 'all' ? 'all' : 'workspace')}
            data={[
              { value: 'workspace', label: t('searching.scope.workspace') },
              { value: 'all', label: t('searching.scope.all') },
            ]}
          />
        )}
      </div>
      <PaletteList rows={rows} at={at} onMove={setMoved} onOpen={open} />
      <div role="status" className={classes.state}>
        {search.error !== null && <p className={classes.none}>{errorText(t, search.error)}</p>}
        {rows.length === 0 && settled && search.error === null && (
          <p className={classes.none}>{t('searching.empty')}</p>
        )}
        {search.pending > 0 && (
          <p className={classes.pending}>{t('searching.pending', { count: search.pending })}</p>
        )}
      </div>
    </Modal>
  );
}

function PaletteList(props: {
  readonly rows: readonly PaletteRow[];
  readonly at: number;
  readonly onMove: (row: number) => void;
  readonly onOpen: (item: PaletteItem) => void;
}) {
  const { rows, at, onMove, onOpen } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const pointer = useRef({ x: -1, y: -1 });
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    height: (index) => heightOf(rows[index]),
    key: (index) => `${index} ${heightOf(rows[index])}`,
  });
  return (
    <div
      ref={scroller}
      className={classes.results}
      hidden={rows.length === 0}
      id="palette-results"
      role="listbox"
      aria-label={t('searching.results')}
    >
      <div className={classes.list} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map(({ index, start, size, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const style = { transform: `translateY(${start}px)`, height: size };
          if (row.kind === 'heading') {
            return (
              <div key={key} className={classes.heading} style={style} role="presentation">
                {t(`searching.groups.${row.group}`)}
              </div>
            );
          }
          return (
            <div
              key={key}
              id={`palette-${index}`}
              role="option"
              aria-selected={index === at}
              className={classes.item}
              style={style}
              ref={(element) => {
                if (index === at) element?.scrollIntoView({ block: 'nearest' });
              }}
              onPointerMove={({ clientX: x, clientY: y }) => {
                // A list that scrolls under a resting pointer does not choose.
                if (x === pointer.current.x && y === pointer.current.y) return;
                pointer.current = { x, y };
                onMove(index);
              }}
              onClick={() => onOpen(row.item)}
            >
              <PaletteItemRow item={row.item} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function heightOf(row: PaletteRow | undefined): number {
  if (row === undefined || row.kind === 'heading') return rowHeights.heading;
  const { item } = row;
  return item.kind === 'hit' && item.hit.kind !== 'page' ? rowHeights.long : rowHeights.short;
}

function useOpenItem(onClose: () => void): (item: PaletteItem) => void {
  const { layout, route } = useServices();
  const toHit = (hit: SearchHit): void => {
    const { workspace, page } = hit;
    const block = hit.kind === 'block' || hit.kind === 'file' ? hit.block : null;
    goTo(route, { workspace, page, block });
    if (hit.kind === 'comment') {
      layout.setState({ rightPanel: 'comments', thread: hit.thread });
    }
    if (hit.kind === 'transcript') layout.setState({ utterance: hit.utterance });
  };
  return (item) => {
    // First: what is done next may open a dialog of its own.
    onClose();
    switch (item.kind) {
      case 'link':
        return goTo(route, item.place);
      case 'recent':
        return goTo(route, { workspace: item.page.workspace, page: item.page.page });
      case 'command':
        return item.command.run();
      case 'hit':
        return toHit(item.hit);
    }
  };
}

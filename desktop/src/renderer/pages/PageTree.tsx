import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useRoute, useServices } from '../app/AppContext.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { pathTo, visibleRows } from '../documents/pageTree.ts';
import type { TreeRow } from '../documents/pageTree.ts';
import { stepInTree } from './movePages.ts';
import type { TreePlace } from './movePages.ts';
import classes from './PageTree.module.css';
import { PageTreeRow } from './PageTreeRow.tsx';
import { movingKey, treeKey } from './treeKey.ts';
import { useMovePage } from './useMovePage.ts';
import { usePageCommands } from './usePageCommands.ts';
import { usePersonal } from './usePersonal.ts';
import { useTrashPage } from './useTrashPage.ts';
import { useTreeRows } from './useTreeRows.ts';

/**
 * The pages of the workspace: a tree for mouse and keyboard (WAI-ARIA tree pattern). Which branches
 * are open is remembered.
 */
export function PageTree({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const { personal } = useServices();
  const { workspace, writable, tree } = usePageIndex();
  const page = useRoute((place) => place.page);
  const commands = usePageCommands();
  const trash = useTrashPage();
  const movePage = useMovePage();
  const places = usePersonal(workspace);
  const expanded = useMemo(() => new Set(places.expanded), [places.expanded]);
  const rows = useMemo(() => visibleRows(tree, expanded), [tree, expanded]);
  const [renaming, setRenaming] = useState<PageId | null>(null);
  const [focused, setFocused] = useState<PageId | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(0, rowOf(rows, focused ?? page));
  const tabStop = rows[at];
  const { virtual, margin, focusRow } = useTreeRows({ rows, kept: at, list, scroller });
  useOpenPageInSight(page, rows, (index) => virtual.scrollToIndex(index));

  const setExpanded = (id: PageId, open: boolean): void =>
    personal.setExpanded(workspace, id, open);
  const focus = (id: PageId): void => {
    setFocused(id);
    focusRow(id);
  };
  const move = (id: PageId, place: TreePlace): void => {
    movePage(id, place);
    if (place.parent !== null) setExpanded(place.parent, true);
    focus(id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (renaming !== null || tabStop === undefined) return;
    const direction = movingKey(event);
    if (direction !== null) {
      event.preventDefault();
      const place = writable ? stepInTree(tree, tabStop.node.id, direction) : null;
      if (place !== null) move(tabStop.node.id, place);
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const command = treeKey(event.key, rows, at, expanded);
    if (command === null) return;
    event.preventDefault();
    if (command.type === 'focus') focus(command.id);
    if (command.type === 'open') commands.open(command.id);
    if (command.type === 'expand') setExpanded(command.id, command.expanded);
    if (command.type === 'rename' && writable) setRenaming(command.id);
    if (command.type === 'trash' && writable) {
      const next = rows[at + 1] ?? rows[at - 1];
      trash(tabStop.node);
      if (next !== undefined) focus(next.node.id);
    }
  };
  if (rows.length === 0) return <p className={classes.empty}>{t('tree.empty')}</p>;
  return (
    <div
      ref={list}
      role="tree"
      aria-label={t('tree.label')}
      aria-describedby="tree-keys"
      className={classes.tree}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const { id } = row.node;
        return (
          <PageTreeRow
            key={id}
            row={row}
            start={start - margin}
            current={id === page}
            tabStop={index === at}
            expanded={expanded.has(id)}
            renaming={renaming === id}
            onFocus={() => setFocused(id)}
            onOpen={() => commands.open(id)}
            onExpand={(isOpen) => setExpanded(id, isOpen)}
            onRename={(isOpen) => {
              setRenaming(isOpen ? id : null);
              if (!isOpen) focus(id);
            }}
            onDrop={move}
          />
        );
      })}
      <span id="tree-keys" hidden>
        {t('pages.treeKeys')}
      </span>
    </div>
  );
}

function rowOf(rows: readonly TreeRow[], page: PageId | null): number {
  return rows.findIndex(({ node }) => node.id === page);
}

/** When a page opens, the branches above it open and its row comes into sight. */
function useOpenPageInSight(
  page: PageId | null,
  rows: readonly TreeRow[],
  scrollTo: (index: number) => void,
): void {
  const { personal } = useServices();
  const { workspace, entries } = usePageIndex();
  const { expanded } = usePersonal(workspace);
  const opened = useRef<PageId | null>(null);
  const shown = useRef<PageId | null>(null);
  useEffect(() => {
    if (page === null || !entries.has(page)) return;
    if (opened.current !== page) {
      opened.current = page;
      for (const above of pathTo(entries, page).slice(0, -1)) {
        if (!expanded.includes(above)) personal.setExpanded(workspace, above, true);
      }
    }
    const index = rowOf(rows, page);
    if (shown.current === page || index < 0) return;
    shown.current = page;
    scrollTo(index);
  });
}

import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useRoute, useServices } from '../app/AppContext.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from './PageIndexContext.ts';
import { pathTo, visibleRows } from './pageTree.ts';
import classes from './PageTree.module.css';
import { PageTreeRow } from './PageTreeRow.tsx';
import { treeKey } from './treeKey.ts';
import { useTrashPage } from './useTrashPage.ts';

/** The pages of the workspace: a tree for mouse and keyboard (WAI-ARIA tree pattern). */
export function PageTree() {
  const { t } = useTranslation();
  const { layout, route } = useServices();
  const { workspace, writable, entries, tree } = usePageIndex();
  const page = useRoute((place) => place.page);
  const trash = useTrashPage();
  const [expanded, setExpandedPages] = useState<ReadonlySet<PageId>>(new Set());
  const [shown, setShown] = useState<PageId | null>(null);
  const [renaming, setRenaming] = useState<PageId | null>(null);
  const [focused, setFocused] = useState<PageId | null>(null);
  const list = useRef<HTMLDivElement>(null);
  if (page !== null && page !== shown && entries.has(page)) {
    setShown(page);
    setExpandedPages(new Set([...expanded, ...pathTo(entries, page).slice(0, -1)]));
  }
  const rows = visibleRows(tree, expanded);
  const tabStop = rows.find(({ node }) => node.id === (focused ?? page)) ?? rows[0];

  const setExpanded = (id: PageId, open: boolean): void => {
    const others = [...expanded].filter((one) => one !== id);
    setExpandedPages(new Set(open ? [...others, id] : others));
  };
  const open = (id: PageId): void => {
    layout.setState({ sidebarSheet: false });
    goTo(route, { workspace, page: id });
  };
  const focusRow = (id: PageId): void => {
    setFocused(id);
    list.current?.querySelector<HTMLElement>(`[data-page="${id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (renaming !== null || tabStop === undefined) return;
    const command = treeKey(event.key, rows, rows.indexOf(tabStop), expanded);
    if (command === null) return;
    event.preventDefault();
    if (command.type === 'focus') focusRow(command.id);
    if (command.type === 'open') open(command.id);
    if (command.type === 'expand') setExpanded(command.id, command.expanded);
    if (command.type === 'rename' && writable) setRenaming(command.id);
    if (command.type === 'trash' && writable) {
      const next = rows[rows.indexOf(tabStop) + 1] ?? rows[rows.indexOf(tabStop) - 1];
      trash(tabStop.node);
      if (next !== undefined) focusRow(next.node.id);
    }
  };
  if (rows.length === 0) return <p className={classes.empty}>{t('tree.empty')}</p>;
  return (
    <div
      ref={list}
      role="tree"
      aria-label={t('tree.label')}
      className={classes.tree}
      onKeyDown={onKeyDown}
    >
      {rows.map(({ node, depth }) => (
        <PageTreeRow
          key={node.id}
          node={node}
          depth={depth}
          current={node.id === page}
          tabStop={node.id === tabStop?.node.id}
          expanded={expanded.has(node.id)}
          renaming={renaming === node.id}
          onFocus={() => setFocused(node.id)}
          onOpen={() => open(node.id)}
          onExpand={(isOpen) => setExpanded(node.id, isOpen)}
          onRename={(isOpen) => {
            setRenaming(isOpen ? node.id : null);
            if (!isOpen) focusRow(node.id);
          }}
        />
      ))}
    </div>
  );
}

import { IconChevronRight, IconFileText, IconNotes, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { useCreatePage } from '../app/useCreatePage.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { renamePage } from './pageActions.ts';
import { usePageIndex } from './PageIndexContext.ts';
import type { PageNode } from './pageTree.ts';
import classes from './PageTree.module.css';
import { PageTreeMenu } from './PageTreeMenu.tsx';
import { RenameField } from './RenameField.tsx';

const indent = 16;

export interface PageTreeRowProps {
  readonly node: PageNode;
  readonly depth: number;
  readonly current: boolean;
  readonly tabStop: boolean;
  readonly expanded: boolean;
  readonly renaming: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onExpand: (expanded: boolean) => void;
  readonly onRename: (renaming: boolean) => void;
}

export function PageTreeRow(props: PageTreeRowProps) {
  const { node, depth, current, tabStop, expanded, renaming } = props;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const { workspace, writable } = usePageIndex();
  const createPage = useCreatePage(workspace);
  const [menu, setMenu] = useState(false);
  const title = node.entry.title.trim() || t('page.untitled');
  const Icon = node.entry.kind === 'minutes' ? IconNotes : IconFileText;
  const hasChildren = node.children.length > 0;
  const rename = (typed: string): void => {
    renamePage(hub, workspace, node.id, typed).catch((error: unknown) => {
      toasts.show({ cause: 'rename', text: errorText(t, error), tone: 'danger' });
    });
  };
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={current}
      aria-label={title}
      {...(hasChildren ? { 'aria-expanded': expanded } : {})}
      tabIndex={tabStop ? 0 : -1}
      data-page={node.id}
      className={classes.row}
      style={{ paddingInlineStart: depth * indent }}
      onFocus={(event) => {
        if (event.target === event.currentTarget) props.onFocus();
      }}
      onClick={(event) => {
        if (event.currentTarget.contains(event.target as Node)) props.onOpen();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        setMenu(writable);
      }}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-label={t(expanded ? 'tree.collapse' : 'tree.expand')}
        className={classes.chevron}
        data-expanded={expanded || undefined}
        style={{ visibility: hasChildren ? 'visible' : 'hidden' }}
        onClick={(event) => {
          event.stopPropagation();
          props.onExpand(!expanded);
        }}
      >
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
      </button>
      <Icon size={16} stroke={1.75} aria-hidden className={classes.icon} />
      {renaming ? (
        <RenameField
          initial={node.entry.title}
          onEnd={(typed) => {
            if (typed !== null) rename(typed);
            props.onRename(false);
          }}
        />
      ) : (
        <>
          <span className={classes.title}>{title}</span>
          {writable && (
            <span className={classes.actions} onClick={(event) => event.stopPropagation()}>
              <PageTreeMenu
                node={node}
                opened={menu}
                onOpened={setMenu}
                onRename={() => props.onRename(true)}
              />
              <IconButton
                size="small"
                tabIndex={-1}
                icon={IconPlus}
                label={t('tree.addChild', { title })}
                onClick={() => {
                  props.onExpand(true);
                  createPage(node.id);
                }}
              />
            </span>
          )}
        </>
      )}
    </div>
  );
}

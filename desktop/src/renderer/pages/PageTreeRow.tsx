import { IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageId } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { useCreatePage } from '../app/useCreatePage.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import type { TreeRow } from '../documents/pageTree.ts';
import { EmojiPopover } from '../ui/emoji/EmojiPopover.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { TreePlace } from './movePages.ts';
import { renamePage } from './pageActions.ts';
import { PageIcon } from './PageIcon.tsx';
import classes from './PageTree.module.css';
import { PageTreeMenu } from './PageTreeMenu.tsx';
import { RenameField } from './RenameField.tsx';
import { usePageCommands } from './usePageCommands.ts';
import { indent, useRowDrag } from './useRowDrag.ts';

export interface PageTreeRowProps {
  readonly row: TreeRow;
  /** Where it stands in the list, in pixels. */
  readonly start: number;
  readonly current: boolean;
  readonly tabStop: boolean;
  readonly expanded: boolean;
  readonly renaming: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
  readonly onExpand: (expanded: boolean) => void;
  readonly onRename: (renaming: boolean) => void;
  readonly onDrop: (page: PageId, place: TreePlace) => void;
}

export function PageTreeRow(props: PageTreeRowProps) {
  const { row, start, current, tabStop, expanded, renaming } = props;
  const { node, depth } = row;
  const { t } = useTranslation();
  const { hub, toasts } = useServices();
  const { workspace, writable } = usePageIndex();
  const element = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(false);
  const [menu, setMenu] = useState(false);
  const [picking, setPicking] = useState(false);
  const { dragging, mark } = useRowDrag(element, row, {
    enabled: writable && !renaming,
    expanded,
    onExpand: () => props.onExpand(true),
    onDrop: props.onDrop,
  });
  const title = node.entry.title.trim() || t('page.untitled');
  const hasChildren = node.children.length > 0;
  const rename = (typed: string): void => {
    renamePage(hub, workspace, node.id, typed).catch((error: unknown) => {
      toasts.show({ cause: 'rename', text: errorText(t, error), tone: 'danger' });
    });
  };
  const style: CSSProperties & Record<`--${string}`, string> = {
    transform: `translateY(${start}px)`,
    paddingInlineStart: depth * indent,
    '--drop-indent': `${(mark?.level ?? 0) * indent}px`,
  };
  return (
    <div
      ref={element}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={current}
      aria-label={title}
      {...(hasChildren ? { 'aria-expanded': expanded } : {})}
      tabIndex={tabStop ? 0 : -1}
      data-page={node.id}
      data-dragging={dragging || undefined}
      data-drop={mark?.edge}
      className={classes.row}
      style={style}
      onPointerEnter={() => setActive(true)}
      onPointerLeave={() => setActive(false)}
      onFocus={(event) => {
        setActive(true);
        if (event.target === event.currentTarget) props.onFocus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
      }}
      onClick={(event) => {
        if (event.currentTarget.contains(event.target as Node)) props.onOpen();
      }}
      onContextMenu={(event) => {
        if (!event.currentTarget.contains(event.target as Node)) return;
        event.preventDefault();
        setMenu(true);
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
      {picking ? (
        <RowIconPicker row={row} onClose={() => setPicking(false)} />
      ) : (
        <PageIcon {...node.entry} />
      )}
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
          {(active || menu) && (
            <RowActions
              {...props}
              title={title}
              menu={menu}
              onMenu={setMenu}
              onIcon={() => setPicking(true)}
            />
          )}
        </>
      )}
    </div>
  );
}

/** The buttons of the row under the pointer or the focus; other rows go without, for speed. */
function RowActions(
  props: PageTreeRowProps & {
    readonly title: string;
    readonly menu: boolean;
    readonly onMenu: (opened: boolean) => void;
    readonly onIcon: () => void;
  },
) {
  const { row, title, menu, onMenu, onIcon } = props;
  const { node } = row;
  const { t } = useTranslation();
  const { workspace, writable } = usePageIndex();
  const createPage = useCreatePage(workspace);
  return (
    <span className={classes.actions} onClick={(event) => event.stopPropagation()}>
      <PageTreeMenu
        node={node}
        opened={menu}
        onOpened={onMenu}
        onOpen={props.onOpen}
        onRename={() => props.onRename(true)}
        onIcon={onIcon}
      />
      {writable && (
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
      )}
    </span>
  );
}

function RowIconPicker(props: { readonly row: TreeRow; readonly onClose: () => void }) {
  const { id, entry } = props.row.node;
  const commands = usePageCommands();
  return (
    <EmojiPopover
      opened
      onClose={props.onClose}
      onPick={(emoji) => commands.setIcon(id, emoji)}
      removable={entry.icon !== null}
    >
      <span className={classes.iconSlot}>
        <PageIcon {...entry} />
      </span>
    </EmojiPopover>
  );
}

import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useVirtualRows } from '../../ui/useVirtualRows.ts';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { useCallAside } from '../controls/CallAsideContext.ts';
import classes from './Chat.module.css';
import { ChatLine } from './ChatLine.tsx';
import { chatRows } from './chatRows.ts';
import type { ChatRow } from './chatRows.ts';

/** So near to the end, in pixels, one is at the end. */
const nearEnd = 40;
const estimate = { head: 56, line: 28 } as const;

/** What was written, newest below; stays at the end unless one has scrolled away from it. */
export function ChatMessages({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { chat } = useCallAside();
  const call = useSession(session, (state) => state.call);
  const outgoing = useStore(chat, (state) => state.outgoing);
  const rows = chatRows(call, outgoing);
  if (rows.length === 0) return <EmptyState text={t('calls.chat.empty')} />;
  return <Rows rows={rows} />;
}

function Rows({ rows }: { readonly rows: readonly ChatRow[] }) {
  const { t } = useTranslation();
  const { chat } = useCallAside();
  const scroller = useRef<HTMLDivElement>(null);
  /** The last row that was seen at the end; null: one is at the end. */
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    height: (index) => (rows[index]?.head === true ? estimate.head : estimate.line),
    key: (index) => rows[index]?.id ?? String(index),
  });
  const height = virtual.getTotalSize();
  const last = rows.at(-1);
  const toEnd = (): void => {
    if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  };
  // What one writes oneself is shown wherever one was.
  const stay = leftAt === null || last?.state === 'sending';
  useLayoutEffect(() => {
    if (stay) toEnd();
  }, [stay, height, last?.id]);
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const atEnd = scrollHeight - scrollTop - clientHeight < nearEnd;
    setLeftAt((before) => (atEnd ? null : (before ?? last?.id ?? null)));
  };
  const fresh = leftAt === null ? 0 : newSince(rows, leftAt);
  return (
    <div className={classes.messages}>
      <div
        ref={scroller}
        className={classes.scroller}
        tabIndex={0}
        role="group"
        aria-label={t('calls.chat.label')}
        onScroll={onScroll}
      >
        <ul className={classes.list} style={{ height }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.row}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
              >
                <ChatLine row={row} chat={chat} />
              </li>
            );
          })}
        </ul>
      </div>
      {leftAt !== null && (
        <Button
          className={classes.jump}
          size="compact-sm"
          variant={fresh > 0 ? 'filled' : 'default'}
          leftSection={<IconArrowDown size={14} stroke={2} aria-hidden />}
          onClick={toEnd}
        >
          {fresh > 0 ? t('calls.chat.newMessages', { count: fresh }) : t('calls.chat.toLatest')}
        </Button>
      )}
    </div>
  );
}

function newSince(rows: readonly ChatRow[], id: string): number {
  const at = rows.findIndex((row) => row.id === id);
  return at === -1 ? 0 : rows.slice(at + 1).filter(({ own }) => !own).length;
}

import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { use, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '@confab/shared-types';
import { useData, useHub } from '../../app/AppContext.ts';
import { useVirtualRows } from '../useVirtualRows.ts';
import { loadEmoji } from './emojiData.ts';
import type { Emoji } from './emojiData.ts';
import { emojiAt, emojiColumns, emojiRows, nextCell } from './emojiGrid.ts';
import type { EmojiCell } from './emojiGrid.ts';
import classes from './EmojiPicker.module.css';

const rowHeight = 34;
const recentKept = emojiColumns * 2;

const loaded = new Map<string, Promise<readonly Emoji[]>>();

function emojiIn(language: Language): Promise<readonly Emoji[]> {
  const known = loaded.get(language) ?? loadEmoji(language);
  loaded.set(language, known);
  return known;
}

/**
 * Chooses an emoji: a field that searches in English and Korean, and a grid that its arrow keys walk
 * through. Suspends until the names are loaded.
 */
export function EmojiPicker(props: {
  readonly onPick: (emoji: string) => void;
  /** Offered where there is one to take away. */
  readonly onRemove?: () => void;
}) {
  const { onPick, onRemove } = props;
  const { t, i18n } = useTranslation();
  const hub = useHub();
  const recent = useData(({ preferences }) => preferences.recentEmoji);
  const all = use(emojiIn(i18n.language === 'ko' ? 'ko' : 'en'));
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<EmojiCell | null>(null);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = emojiRows(all, recent, query);
  const shown = active ?? (query === '' ? null : nextCell(rows, null, 'ArrowDown'));
  const virtual = useVirtualRows({ count: rows.length, scroller, height: () => rowHeight });
  const pick = (emoji: string): void => {
    const recentEmoji = [emoji, ...recent.filter((one) => one !== emoji)].slice(0, recentKept);
    hub
      .request('preferences.update', { recentEmoji })
      .catch((error: unknown) => console.error(error));
    onPick(emoji);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      const chosen = emojiAt(rows, shown);
      if (chosen !== undefined) pick(chosen.emoji);
    } else {
      const next = nextCell(rows, active, event.key);
      if (next === null) return;
      setActive(next);
      virtual.scrollToIndex(next.row);
    }
    event.preventDefault();
  };
  const chosen = emojiAt(rows, shown);
  const cellId = (cell: EmojiCell): string => `${id}-${cell.row}-${cell.column}`;
  return (
    <div className={classes.picker}>
      <div className={classes.top}>
        <TextInput
          className={classes.search ?? ''}
          size="xs"
          role="combobox"
          aria-expanded
          aria-controls={`${id}-grid`}
          aria-haspopup="grid"
          {...(chosen === undefined || shown === null
            ? {}
            : { 'aria-activedescendant': cellId(shown) })}
          aria-label={t('pages.emoji.search')}
          placeholder={t('pages.emoji.search')}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          // It comes after the names are loaded, when the popover has given its focus away.
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(null);
            virtual.scrollToOffset(0);
          }}
          onKeyDown={onKeyDown}
        />
        {onRemove !== undefined && (
          <Button size="xs" variant="subtle" color="gray" onClick={onRemove}>
            {t('pages.emoji.remove')}
          </Button>
        )}
      </div>
      <div
        ref={scroller}
        id={`${id}-grid`}
        className={classes.scroller}
        role="grid"
        aria-label={t('pages.emoji.grid')}
        aria-rowcount={rows.length}
        tabIndex={-1}
      >
        <div className={classes.rows} style={{ height: virtual.getTotalSize() }} role="rowgroup">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 1}
                className={classes.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                {row.kind === 'heading' ? (
                  <span className={classes.heading} role="gridcell">
                    {t(`pages.emoji.groups.${row.group}`)}
                  </span>
                ) : (
                  row.cells.map((cell, column) => (
                    <span
                      key={cell.emoji}
                      id={cellId({ row: index, column })}
                      role="gridcell"
                      aria-selected={shown?.row === index && shown.column === column}
                      aria-label={cell.label}
                      title={cell.label}
                      className={classes.cell}
                      onClick={() => pick(cell.emoji)}
                      onPointerMove={() => setActive({ row: index, column })}
                    >
                      {cell.emoji}
                    </span>
                  ))
                )}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && <p className={classes.none}>{t('pages.emoji.none')}</p>}
      </div>
      <p className={classes.label} aria-hidden>
        {chosen?.label ?? '\u00a0'}
      </p>
    </div>
  );
}

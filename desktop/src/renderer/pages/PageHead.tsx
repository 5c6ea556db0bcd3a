import { Button } from '@mantine/core';
import { IconMoodSmile, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageCoverColors } from '@confab/shared-types';
import type { PageId } from '@confab/shared-types';
import type * as Y from 'yjs';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { changeEntry } from '../documents/readIndex.ts';
import { changePageMeta } from '../documents/usePageMeta.ts';
import type { ShownMeta } from '../documents/usePageMeta.ts';
import { EmojiPopover } from '../ui/emoji/EmojiPopover.tsx';
import { formatCoverColor, parseCover } from './pageCover.ts';
import classes from './PageHead.module.css';

const small = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What stands above a title: the page's emoji, and ways to give it one and a cover. */
export function PageHead(props: {
  readonly page: PageId;
  readonly meta: ShownMeta;
  /** Null: it may not be changed. */
  readonly doc: Y.Doc | null;
}) {
  const { page, meta, doc } = props;
  const { t } = useTranslation();
  const { index } = usePageIndex();
  const [picking, setPicking] = useState(false);
  const covered = parseCover(meta.cover) !== null;
  if (doc === null) {
    if (meta.icon === null) return null;
    return (
      <div className={classes.head} data-covered={covered || undefined}>
        <span className={classes.icon}>{meta.icon}</span>
      </div>
    );
  }
  const setIcon = (icon: string | null): void => {
    changePageMeta(doc, { icon });
    if (index !== null) changeEntry(index.doc, page, { icon });
  };
  const addCover = (): void => {
    const [color] = pageCoverColors;
    changePageMeta(doc, { cover: formatCoverColor(color) });
  };
  return (
    <div
      className={classes.head}
      data-covered={covered || undefined}
      data-icon={meta.icon !== null || undefined}
      data-open={picking || undefined}
    >
      <EmojiPopover
        opened={picking}
        onClose={() => setPicking(false)}
        onPick={setIcon}
        removable={meta.icon !== null}
      >
        {meta.icon === null ? (
          <Button
            className={classes.add ?? ''}
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconMoodSmile {...small} />}
            onClick={() => setPicking(!picking)}
          >
            {t('pages.icon.add')}
          </Button>
        ) : (
          <button
            type="button"
            className={classes.icon}
            aria-label={t('pages.icon.change', { icon: meta.icon })}
            onClick={() => setPicking(!picking)}
          >
            {meta.icon}
          </button>
        )}
      </EmojiPopover>
      {!covered && (
        <Button
          className={classes.add ?? ''}
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPhoto {...small} />}
          onClick={addCover}
        >
          {t('pages.cover.add')}
        </Button>
      )}
    </div>
  );
}

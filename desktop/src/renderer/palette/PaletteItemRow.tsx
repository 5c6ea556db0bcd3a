import {
  IconLink,
  IconMessage,
  IconMicrophone,
  IconPaperclip,
  IconPilcrow,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { PageIcon } from '../pages/PageIcon.tsx';
import { formatShortcut } from '../ui/shortcut.ts';
import { highlightRanges } from './highlightRanges.ts';
import classes from './Palette.module.css';
import type { PaletteItem } from './paletteRows.ts';

const sign = { size: 16, stroke: 1.75, 'aria-hidden': true, className: classes.icon } as const;

/** What stands in a row: a sign, the words with what was found in them, and where it is. */
export function PaletteItemRow({ item }: { readonly item: PaletteItem }) {
  const { t } = useTranslation();
  const { runtime } = useServices();
  switch (item.kind) {
    case 'link':
      return (
        <>
          <IconLink {...sign} />
          <span className={classes.title}>{t('searching.openLink')}</span>
        </>
      );
    case 'recent':
      return (
        <>
          <PageIcon {...item.page} />
          <span className={classes.title}>{item.page.title}</span>
          <span className={classes.path}>{item.page.path.join(' / ')}</span>
        </>
      );
    case 'command': {
      const { icon: Icon, label, shortcut } = item.command;
      return (
        <>
          <Icon {...sign} />
          <span className={classes.title}>{label}</span>
          {shortcut !== undefined && (
            <kbd className={classes.keys}>{formatShortcut(shortcut, runtime.platform)}</kbd>
          )}
        </>
      );
    }
    case 'hit':
      return <HitRow hit={item.hit} />;
  }
}

function HitRow({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation();
  const title = hit.pageTitle.trim() || t('page.untitled');
  const path = usePathOf(hit);
  switch (hit.kind) {
    case 'page':
      return (
        <>
          <PageIcon icon={hit.icon} />
          <span className={classes.title}>
            <Highlighted text={hit.pageTitle.trim() === '' ? title : hit.pageTitle} hit={hit} />
          </span>
          <span className={classes.path}>{path.join(' / ')}</span>
        </>
      );
    case 'block':
      return (
        <Excerpt icon={<IconPilcrow {...sign} />} place={[...path, title]}>
          <Highlighted text={hit.excerpt} hit={hit} />
        </Excerpt>
      );
    case 'comment':
      return (
        <Excerpt icon={<IconMessage {...sign} />} place={[...path, title]}>
          <Highlighted text={hit.excerpt} hit={hit} />
        </Excerpt>
      );
    case 'transcript':
      return (
        <Excerpt icon={<IconMicrophone {...sign} />} place={[...path, title]}>
          <Highlighted text={hit.excerpt} hit={hit} />
        </Excerpt>
      );
    case 'file':
      return (
        <Excerpt icon={<IconPaperclip {...sign} />} place={[...path, title]}>
          <Highlighted text={hit.name} hit={hit} />
        </Excerpt>
      );
  }
}

/** Titles above a find, after the workspace's name where it is another than the open one. */
function usePathOf({ workspace, path }: SearchHit): readonly string[] {
  const { t } = useTranslation();
  const { workspace: here } = usePageIndex();
  const name = useData(({ workspaces }) => workspaces.find(({ id }) => id === workspace)?.name);
  const titles = path.map((title) => title.trim() || t('page.untitled'));
  // A guest is not told what the workspace is called.
  return workspace === here || name === undefined || name === '' ? titles : [name, ...titles];
}

function Excerpt(props: {
  readonly icon: ReactNode;
  readonly place: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <>
      {props.icon}
      <span className={classes.lines}>
        <span className={classes.excerpt}>{props.children}</span>
        <span className={classes.place}>{props.place.join(' / ')}</span>
      </span>
    </>
  );
}

function Highlighted({ text, hit }: { readonly text: string; readonly hit: SearchHit }) {
  return highlightRanges(text, hit.ranges).map(({ text: part, found }, index) =>
    found ? (
      <mark key={index} className={classes.found}>
        {part}
      </mark>
    ) : (
      <span key={index}>{part}</span>
    ),
  );
}

import type { PageId, PageKind, SearchHit, WorkspaceId } from '@confab/shared-types';
import type { Place } from '../app/route.ts';
import type { Command } from './Command.ts';

export interface RecentPage {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly title: string;
  readonly path: readonly string[];
  readonly icon: string | null;
  readonly kind: PageKind;
}

export type PaletteItem =
  | { readonly kind: 'link'; readonly place: Place }
  | { readonly kind: 'recent'; readonly page: RecentPage }
  | { readonly kind: 'hit'; readonly hit: SearchHit }
  | { readonly kind: 'command'; readonly command: Command };

export type PaletteGroup = 'link' | 'recent' | SearchHit['kind'] | 'commands';

export type PaletteRow =
  | { readonly kind: 'heading'; readonly group: PaletteGroup }
  | { readonly kind: 'item'; readonly item: PaletteItem; readonly key: string };

type Group = readonly [PaletteGroup, readonly PaletteItem[]];

const hitGroups = ['page', 'block', 'transcript', 'comment', 'file'] as const;

/** What the palette lists, group by group under headings; groups without anything are left out. */
export function paletteRows(found: {
  readonly link: Place | null;
  readonly recent: readonly RecentPage[];
  readonly hits: readonly SearchHit[];
  readonly commands: readonly Command[];
}): readonly PaletteRow[] {
  const { link, recent, hits, commands } = found;
  const groups: readonly Group[] = [
    ['link', link === null ? [] : [{ kind: 'link', place: link }]],
    ['recent', recent.map((page) => ({ kind: 'recent', page }))],
    ...hitGroups.map((kind): Group => {
      const ofKind = hits.filter((hit) => hit.kind === kind);
      return [kind, ofKind.map((hit) => ({ kind: 'hit', hit }))];
    }),
    ['commands', commands.map((command) => ({ kind: 'command', command }))],
  ];
  return groups.flatMap(([group, items]): PaletteRow[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', group },
          ...items.map((item, index) => ({
            kind: 'item' as const,
            item,
            key: `${group}-${index}`,
          })),
        ],
  );
}

/** The item an arrow key leads to from row `at`, over headings, round at the ends; -1: none. */
export function stepInPalette(rows: readonly PaletteRow[], at: number, step: 1 | -1): number {
  for (let tried = 1; tried <= rows.length; tried++) {
    const index = (((at + tried * step) % rows.length) + rows.length) % rows.length;
    if (rows[index]?.kind === 'item') return index;
  }
  return -1;
}

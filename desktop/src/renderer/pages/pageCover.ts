import { pageCoverColors } from '@confab/shared-types';

export type CoverColor = (typeof pageCoverColors)[number];

export type Cover =
  | { readonly kind: 'color'; readonly color: CoverColor }
  | { readonly kind: 'picture'; readonly url: string };

const colorScheme = 'color:';

/** What a page's `cover` says; null when it says nothing that this version can show. */
export function parseCover(cover: string | null): Cover | null {
  if (cover === null) return null;
  if (!cover.startsWith(colorScheme)) {
    return cover.startsWith('confab-file:') ? { kind: 'picture', url: cover } : null;
  }
  const color = pageCoverColors.find((known) => known === cover.slice(colorScheme.length));
  return color === undefined ? null : { kind: 'color', color };
}

export function formatCoverColor(color: CoverColor): string {
  return `${colorScheme}${color}`;
}

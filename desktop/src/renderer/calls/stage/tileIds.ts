import type { PinnedTile } from './stageStore.ts';

/** What a tile is called in a layout: a person, what they share, or who is being called. */
export function tileId({ session, source }: PinnedTile): string {
  return `${session}/${source}`;
}

export function personTile(session: string): string {
  return tileId({ session, source: 'camera' });
}

export function screenTile(session: string): string {
  return tileId({ session, source: 'screen_share' });
}

export function ringTile(ring: string): string {
  return `ring/${ring}`;
}

export function isRingTile(id: string): boolean {
  return id.startsWith('ring/');
}

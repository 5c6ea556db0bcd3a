import type { SyncStatus } from '@confab/shared-types';
import type { HubState } from '../hub/HubClient.ts';
import type { StatusTone } from '../ui/StatusDot.tsx';

export type StatusKey =
  | 'hubLost'
  | 'saving'
  | 'local'
  | 'savedHere'
  | 'synced'
  | 'offline'
  | 'offlineNone'
  | 'signedOut'
  | 'noPermission'
  | 'quarantined';

export interface Status {
  readonly key: StatusKey;
  readonly tone: StatusTone;
  readonly waiting: number;
  /** Milliseconds since the epoch of the oldest waiting edit. */
  readonly since: number | null;
}

/**
 * How safe what the person wrote is. The weakest true word wins: *saved* is never said while an edit
 * is not on disk, *synced* only when the hub says so.
 */
export function statusOf(hub: HubState, unsaved: boolean, sync: SyncStatus | undefined): Status {
  const waiting = sync?.waiting ?? 0;
  const rest = { waiting, since: sync?.waitingSince ?? null };
  if (hub !== 'open' && unsaved) return { key: 'hubLost', tone: 'waiting', ...rest };
  if (unsaved) return { key: 'saving', tone: 'busy', ...rest };
  if ((sync?.quarantined ?? 0) > 0) return { key: 'quarantined', tone: 'waiting', ...rest };
  switch (sync?.state) {
    case undefined:
    case 'local':
      return { key: 'local', tone: 'good', ...rest };
    case 'syncing':
      return { key: 'savedHere', tone: 'busy', ...rest };
    case 'synced':
      return { key: 'synced', tone: 'good', ...rest };
    case 'offline':
      return { key: waiting > 0 ? 'offline' : 'offlineNone', tone: 'waiting', ...rest };
    case 'signed-out':
      return { key: 'signedOut', tone: 'waiting', ...rest };
    case 'no-permission':
      return { key: 'noPermission', tone: 'bad', ...rest };
  }
}

/**
 * Whether a new state replaces the shown one at once. Unsaved always does. From unsaved the way back
 * takes a moment, so that the words do not change with every key; a settled state gives way at once
 * to a weaker one, later to a stronger one.
 */
export function showsAtOnce(shown: Status, next: Status): boolean {
  if (isUnsaved(next)) return true;
  return !isUnsaved(shown) && (next.tone !== 'good' || next.key === shown.key);
}

function isUnsaved({ key }: Status): boolean {
  return key === 'saving' || key === 'hubLost';
}

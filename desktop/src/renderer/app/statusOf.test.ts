import type { SyncStatus } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import { showsAtOnce, statusOf } from './statusOf.ts';

const sync = (state: SyncStatus['state'], waiting = 0): SyncStatus => ({
  workspace: 'workspace-1',
  state,
  waiting,
  waitingSince: waiting > 0 ? 1000 : null,
  quarantined: 0,
});

describe('statusOf', () => {
  it('says saving while anything is not on disk, whatever the server has', () => {
    expect(statusOf('open', true, sync('synced')).key).toBe('saving');
    expect(statusOf('open', true, sync('offline', 2)).key).toBe('saving');
    expect(statusOf('connecting', true, sync('local')).key).toBe('hubLost');
  });

  it('says synced only when the hub does', () => {
    expect(statusOf('open', false, sync('syncing', 1)).key).toBe('savedHere');
    expect(statusOf('open', false, sync('synced')).key).toBe('synced');
    expect(statusOf('open', false, undefined).key).toBe('local');
  });

  it('says that something was set aside, whatever else is safe', () => {
    const damaged = { ...sync('synced'), quarantined: 1 };
    expect(statusOf('open', false, damaged)).toMatchObject({ key: 'quarantined', tone: 'waiting' });
    expect(statusOf('open', true, damaged).key).toBe('saving');
  });

  it('counts what waits offline', () => {
    expect(statusOf('open', false, sync('offline', 3))).toMatchObject({
      key: 'offline',
      waiting: 3,
      since: 1000,
    });
    expect(statusOf('open', false, sync('offline')).key).toBe('offlineNone');
  });
});

describe('showsAtOnce', () => {
  const saving = statusOf('open', true, sync('synced'));
  const synced = statusOf('open', false, sync('synced'));
  const offline = statusOf('open', false, sync('offline', 1));

  it('shows unsaved at once and leaves it after a moment', () => {
    expect(showsAtOnce(synced, saving)).toBe(true);
    expect(showsAtOnce(saving, synced)).toBe(false);
    expect(showsAtOnce(saving, offline)).toBe(false);
  });

  it('shows a weaker settled state at once, a stronger one later', () => {
    expect(showsAtOnce(synced, offline)).toBe(true);
    expect(showsAtOnce(offline, synced)).toBe(false);
  });
});

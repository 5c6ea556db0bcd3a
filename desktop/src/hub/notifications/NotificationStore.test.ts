import { join } from 'node:path';
import { notificationsKept } from '@confab/shared-types';
import type { Notification } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../database/openDatabase.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { NotificationStore } from './NotificationStore.ts';

async function open(): Promise<NotificationStore> {
  const database = openDatabase(join(await temporaryFolder(), 'confab.sqlite'));
  onTestFinished(() => void database.close());
  return new NotificationStore(database);
}

function missed(at: number): Notification {
  const ring = {
    id: `ring-${String(at).padStart(8, '0')}`,
    call: 'call-00000001',
    workspace: 'workspace-1',
    page: null,
    from: { account: 'account-anna', name: 'Anna' },
    to: { account: 'account-ben', name: 'Ben' },
    state: 'missed',
    callee: 'away',
    message: null,
    startedAt: at,
    remainingMs: 0,
  } as const;
  return { id: ring.id, at, read: false, about: { kind: 'missed-call', server: 'server-1', ring } };
}

test('newest first, the same one once, and read ones stay read', async () => {
  const store = await open();
  expect(store.add(missed(1))).toBe(true);
  expect(store.add(missed(2))).toBe(true);
  expect(store.markRead([missed(1).id, 'unknown'])).toBe(true);
  expect(store.markRead([missed(1).id])).toBe(false);
  expect(store.add(missed(1))).toBe(false);
  expect(store.list()).toEqual([missed(2), { ...missed(1), read: true }]);
  expect(store.unread()).toBe(1);
  expect(store.markRead(null)).toBe(true);
  expect(store.unread()).toBe(0);
});

test('the oldest go when there are too many', async () => {
  const store = await open();
  for (let at = 1; at <= notificationsKept + 5; at += 1) store.add(missed(at));
  const kept = store.list();
  expect(kept).toHaveLength(notificationsKept);
  expect(kept.at(-1)?.at).toBe(6);
});

import type { Notification } from '@confab/shared-types';
import { beforeEach, expect, it } from 'vitest';
import { createNotificationStore } from './notificationStore.ts';
import type { NotificationStoreOptions } from './notificationStore.ts';

function missed(id: string, read = false): Notification {
  const ring = {
    id,
    call: 'call-0001',
    workspace: 'workspace-1',
    page: null,
    from: { account: 'account-anna', name: 'Anna' },
    to: { account: 'account-bob', name: 'Bob' },
    state: 'missed',
    callee: 'away',
    message: null,
    startedAt: 1,
    remainingMs: 0,
  } as const;
  return { id, at: 1, read, about: { kind: 'missed-call', server: 'server-1', ring } };
}

let kept: Notification[];
let asked: unknown[];
let unread: number[];
let news: string[];
let tell: (list: Notification[]) => void;
let reconnect: () => void;

async function open() {
  const hub = {
    state: 'open',
    request: (method: string, params: object) => {
      asked.push({ method, ...params });
      return Promise.resolve(kept);
    },
    on: (_event: string, listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
    onState: (listener: (state: string) => void) => {
      reconnect = () => listener('open');
      return () => undefined;
    },
  };
  const store = createNotificationStore({
    hub: hub as unknown as NotificationStoreOptions['hub'],
    onUnread: (count) => unread.push(count),
    onNew: (list) => news.push(...list.map(({ id }) => id)),
    onProblem: (error) => {
      throw error;
    },
  });
  await Promise.resolve();
  return store;
}

beforeEach(() => {
  kept = [];
  asked = [];
  unread = [];
  news = [];
});

it('counts what was there before, without making news of it', async () => {
  kept = [missed('ring-0002'), missed('ring-0001', true)];
  const store = await open();
  expect(store.getState().list).toEqual(kept);
  expect(unread).toEqual([1]);
  expect(news).toEqual([]);
});

it('makes news of each once, also when it was heard of after a reconnection', async () => {
  await open();
  tell([missed('ring-0001')]);
  tell([missed('ring-0001', true)]);
  kept = [missed('ring-0002'), missed('ring-0001', true)];
  reconnect();
  await Promise.resolve();
  tell(kept);
  expect(news).toEqual(['ring-0001', 'ring-0002']);
  expect(unread).toEqual([0, 1, 0, 1, 1]);
});

it('marks one as read, or all', async () => {
  const store = await open();
  store.markRead(['ring-0001']);
  store.markRead();
  expect(asked.slice(1)).toEqual([
    { method: 'notifications.markRead', ids: ['ring-0001'] },
    { method: 'notifications.markRead' },
  ]);
});

import type { Notification } from '@confab/shared-types';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { HubClient } from '../../hub/HubClient.ts';

export interface NotificationState {
  /** Newest first; null until the hub has answered. */
  readonly list: readonly Notification[] | null;
}

export interface NotificationStoreOptions {
  readonly hub: Pick<HubClient, 'request' | 'on' | 'onState' | 'state'>;
  /** How many were not read; told with each change. */
  readonly onUnread: (count: number) => void;
  /** Something happened just now, or was heard of just now. */
  readonly onNew: (notifications: readonly Notification[]) => void;
  readonly onProblem: (error: unknown) => void;
}

export interface NotificationStore extends StoreApi<NotificationState> {
  /** Absent: all of them. */
  markRead(ids?: readonly string[]): void;
}

/** What happened while the person was not looking, as the hub keeps it. */
export function createNotificationStore(options: NotificationStoreOptions): NotificationStore {
  const { hub, onUnread, onNew, onProblem } = options;
  const store = createStore<NotificationState>(() => ({ list: null }));

  const take = (list: readonly Notification[]): void => {
    const { list: before } = store.getState();
    store.setState({ list });
    onUnread(unreadOf(list));
    // What was there before this window was is in the list, and needs no more words.
    if (before === null) return;
    const known = new Set(before.map(({ id }) => id));
    const news = list.filter(({ id, read }) => !read && !known.has(id));
    if (news.length > 0) onNew(news);
  };

  const ask = (): void => {
    hub.request('notifications.list', {}).then(take, onProblem);
  };
  hub.on('notifications', take);
  hub.onState((state) => {
    if (state === 'open') ask();
  });
  if (hub.state === 'open') ask();

  return Object.assign(store, {
    markRead: (ids?: readonly string[]) => {
      const which = ids === undefined ? {} : { ids: [...ids] };
      hub.request('notifications.markRead', which).catch(onProblem);
    },
  });
}

export function unreadOf(list: readonly Notification[] | null): number {
  return list?.filter(({ read }) => !read).length ?? 0;
}

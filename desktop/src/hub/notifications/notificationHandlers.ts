import type { HandlersOf } from '../rpc/handlers.ts';
import type { Notifications } from './Notifications.ts';

export interface NotificationHandlerServices {
  readonly notifications: Notifications;
}

export function notificationHandlers({
  notifications,
}: NotificationHandlerServices): HandlersOf<`notifications.${string}`> {
  return {
    'notifications.list': () => notifications.list(),
    'notifications.markRead': ({ ids }) => {
      notifications.markRead(ids ?? null);
      return {};
    },
  };
}

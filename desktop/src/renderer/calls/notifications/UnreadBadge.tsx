import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNotifications } from '../CallsContext.ts';
import classes from './NotificationList.module.css';
import { unreadOf } from './notificationStore.ts';

/** How many calls were missed, beside the word that leads to them; nothing when none was. */
export function UnreadBadge() {
  const { t } = useTranslation();
  const unread = useNotifications((state) => unreadOf(state.list));
  if (unread === 0) return null;
  return (
    <>
      <span className={classes.badge} aria-hidden>
        {unread}
      </span>
      <VisuallyHidden>{t('calls.notifications.count', { count: unread })}</VisuallyHidden>
    </>
  );
}

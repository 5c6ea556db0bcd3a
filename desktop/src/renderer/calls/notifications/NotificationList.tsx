import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCallServices, useNotifications } from '../CallsContext.ts';
import { NotificationRow } from './NotificationRow.tsx';
import classes from './NotificationList.module.css';
import { unreadOf } from './notificationStore.ts';

/** Missed calls and what was said instead of answering, newest first. */
export function NotificationList() {
  const { t } = useTranslation();
  const { notifications } = useCallServices();
  const list = useNotifications((state) => state.list);
  return (
    <section className={classes.section} aria-labelledby="missed-calls">
      <div className={classes.head}>
        <h3 className={classes.heading} id="missed-calls">
          {t('calls.notifications.title')}
        </h3>
        {unreadOf(list) > 0 && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            className={classes.markAll ?? ''}
            onClick={() => notifications.markRead()}
          >
            {t('calls.notifications.markAllRead')}
          </Button>
        )}
      </div>
      {list === null && <Skeleton height={48} aria-label={t('calls.notifications.loading')} />}
      {list?.length === 0 && <p className={classes.empty}>{t('calls.notifications.empty')}</p>}
      {list !== null && list.length > 0 && (
        <ul className={classes.list}>
          {list.map((notification) => (
            <NotificationRow key={notification.id} notification={notification} />
          ))}
        </ul>
      )}
    </section>
  );
}

import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMessage, IconPhone, IconPhoneX } from '@tabler/icons-react';
import type { Notification } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '../../app/AppContext.ts';
import { formatMoment } from '../../app/formatMoment.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useCallServices, useCalls } from '../CallsContext.ts';
import { usePageTitle } from '../usePageTitle.ts';
import { useStartCall } from '../useStartCall.ts';
import classes from './NotificationList.module.css';

/** One missed call or message, with the way to call back. */
export function NotificationRow({ notification }: { readonly notification: Notification }) {
  const { id, at, read, about } = notification;
  const { ring } = about;
  const { t, i18n } = useTranslation();
  const { notifications } = useCallServices();
  const missed = about.kind === 'missed-call';
  const other = missed ? ring.from : ring.to;
  const Icon = missed ? IconPhoneX : IconMessage;
  const place = usePageTitle(ring.workspace, ring.page);
  const when = formatMoment(at, i18n.language);
  return (
    <li className={classes.row} data-unread={!read || undefined}>
      <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} />
      <span className={classes.text}>
        <span className={classes.name}>
          {other.name}
          {!read && <VisuallyHidden>{t('calls.notifications.unread')}</VisuallyHidden>}
        </span>
        {!missed && <q className={classes.message}>{ring.message}</q>}
        <span className={classes.about}>
          {t(missed ? 'calls.notifications.missed' : 'calls.notifications.declined', {
            place,
            when,
          })}
        </span>
      </span>
      {!read && (
        <IconButton
          size="small"
          icon={IconCheck}
          label={t('calls.notifications.markRead', { name: other.name })}
          onClick={() => notifications.markRead([id])}
        />
      )}
      <CallBack notification={notification} name={other.name} account={other.account} />
    </li>
  );
}

/** Not offered where calls are not to be had any more. */
function CallBack(props: {
  readonly notification: Notification;
  readonly name: string;
  readonly account: string;
}) {
  const { notification, name, account } = props;
  const { workspace, page } = notification.about.ring;
  const { t } = useTranslation();
  const { notifications } = useCallServices();
  const startCall = useStartCall();
  const inCall = useCalls((state) => state.session !== null);
  const known = useWorkspace(workspace);
  if (inCall || known === null || known.server === null || known.guest === true) return null;
  const callBack = (): void => {
    notifications.markRead([notification.id]);
    startCall({ workspace, page, call: null, ring: [account] });
  };
  return (
    <IconButton
      size="small"
      icon={IconPhone}
      label={t('calls.notifications.callBack', { name })}
      onClick={callBack}
    />
  );
}

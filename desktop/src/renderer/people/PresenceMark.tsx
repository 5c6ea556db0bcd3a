import { IconBellOff, IconCircle, IconCircleFilled, IconPhoneFilled } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Member } from '@confab/shared-types';
import classes from './PresenceMark.module.css';

export type Presence = 'online' | 'offline' | 'inCall' | 'doNotDisturb';

export function presenceOf({ online, activity }: Pick<Member, 'online' | 'activity'>): Presence {
  if (!online) return 'offline';
  switch (activity) {
    case 'free':
      return 'online';
    case 'in-call':
      return 'inCall';
    case 'do-not-disturb':
      return 'doNotDisturb';
  }
}

const icons: Readonly<Record<Presence, Icon>> = {
  online: IconCircleFilled,
  offline: IconCircle,
  inCall: IconPhoneFilled,
  doNotDisturb: IconBellOff,
};

/** Whether somebody is there and can be called: by shape, colour and words. */
export function PresenceMark({ member }: { readonly member: Pick<Member, 'online' | 'activity'> }) {
  const { t } = useTranslation();
  const presence = presenceOf(member);
  const Shape = icons[presence];
  const round = presence === 'online' || presence === 'offline';
  return (
    <span className={classes.presence} data-presence={presence}>
      <Shape size={round ? 8 : 12} stroke={2} aria-hidden />
      {t(`people.${presence}`)}
    </span>
  );
}

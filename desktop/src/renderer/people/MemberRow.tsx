import { Select } from '@mantine/core';
import { IconPhone, IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { roles } from '@confab/shared-types';
import type { Member } from '@confab/shared-types';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { PresenceMark } from './PresenceMark.tsx';
import classes from './ShareDialog.module.css';

export function MemberRow(props: {
  readonly member: Member;
  readonly self: boolean;
  readonly manageable: boolean;
  readonly onRole: (role: string | null) => void;
  readonly onRemove: () => void;
  /** Calls them; absent where that cannot be done. */
  readonly onCall?: (() => void) | undefined;
}) {
  const { member, self, manageable, onRole, onRemove, onCall } = props;
  const { t } = useTranslation();
  const { account, name, role } = member;
  return (
    <li className={classes.member} data-tall={(manageable && onCall !== undefined) || undefined}>
      <Avatar id={account} name={name} size={28} />
      <span className={classes.who}>
        <span className={classes.name}>{self ? `${name} (${t('people.you')})` : name}</span>
        <PresenceMark member={member} />
      </span>
      {onCall !== undefined && (
        <IconButton
          icon={IconPhone}
          label={t('calls.callPeople.person', { name })}
          onClick={onCall}
        />
      )}
      {manageable ? (
        <span className={classes.manage}>
          <Select
            w={124}
            size="xs"
            aria-label={t('people.role', { name })}
            value={role}
            onChange={onRole}
            data={roles
              .filter((value) => value !== 'owner')
              .map((value) => ({ value, label: t(`people.roles.${value}`) }))}
          />
          <IconButton
            danger
            icon={IconUserMinus}
            label={t('people.remove', { name })}
            onClick={onRemove}
          />
        </span>
      ) : (
        <span className={classes.role}>{t(`people.roles.${role}`)}</span>
      )}
    </li>
  );
}

import { Select } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { roles } from '@confab/shared-types';
import type { Member } from '@confab/shared-types';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './ShareDialog.module.css';

export function MemberRow(props: {
  readonly member: Member;
  readonly self: boolean;
  readonly manageable: boolean;
  readonly onRole: (role: string | null) => void;
  readonly onRemove: () => void;
}) {
  const { member, self, manageable, onRole, onRemove } = props;
  const { t } = useTranslation();
  const { account, name, role, online } = member;
  return (
    <li className={classes.member}>
      <Avatar id={account} name={name} size={28} />
      <span className={classes.who}>
        <span className={classes.name}>{self ? `${name} (${t('people.you')})` : name}</span>
        <span className={classes.presence}>{t(online ? 'people.online' : 'people.offline')}</span>
      </span>
      {manageable ? (
        <>
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
        </>
      ) : (
        <span className={classes.role}>{t(`people.roles.${role}`)}</span>
      )}
    </li>
  );
}

import { Select, Skeleton } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { guestRoleSchema } from '@confab/shared-types';
import type { Guest, PageId, WorkspaceId } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import classes from './ShareDialog.module.css';
import { useAction } from './useAction.ts';
import type { Answer } from '../hub/useAnswer.ts';

/** Whom one page was shared with, what they may do with it, and a way to take it back. */
export function GuestList(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly guests: Answer<readonly Guest[]>;
}) {
  const { workspace, page, guests } = props;
  const { t } = useTranslation();
  const hub = useHub();
  const { error, run } = useAction();
  if (guests.value === null) {
    if (guests.error !== null) return <p className={classes.dim}>{errorText(t, guests.error)}</p>;
    return <Skeleton height={40} />;
  }
  if (guests.value.length === 0) return <p className={classes.dim}>{t('sharing.noGuests')}</p>;
  return (
    <>
      <ul className={classes.members} aria-label={t('sharing.guests')}>
        {guests.value.map(({ account, name, role }) => (
          <li key={account} className={classes.member}>
            <Avatar id={account} name={name} size={28} />
            <span className={classes.who}>
              <span className={classes.name}>{name}</span>
            </span>
            <Select
              w={124}
              size="xs"
              allowDeselect={false}
              aria-label={t('people.role', { name })}
              value={role}
              onChange={(value) => {
                const chosen = guestRoleSchema.safeParse(value);
                if (!chosen.success) return;
                const change = { workspace, page, account, role: chosen.data };
                run(async () => guests.replace(await hub.request('guests.change', change)));
              }}
              data={guestRoleSchema.options.map((value) => ({
                value,
                label: t(`people.roles.${value}`),
              }))}
            />
            <IconButton
              danger
              icon={IconUserMinus}
              label={t('people.remove', { name })}
              onClick={() =>
                run(async () =>
                  guests.replace(await hub.request('guests.remove', { workspace, page, account })),
                )
              }
            />
          </li>
        ))}
      </ul>
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </>
  );
}

import { Menu } from '@mantine/core';
import { IconChevronDown, IconPhone, IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId, PageId, WorkspaceId } from '@confab/shared-types';
import { useFollowing, useFollowingState } from '../../following/FollowingContext.ts';
import type { Following } from '../../following/Following.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useStartCall } from '../useStartCall.ts';
import { CallPeopleDialog } from './CallPeopleDialog.tsx';

/** Other ways to begin a call: with those who are on the page, with some, or with nobody rung. */
export function CallMenu(props: { readonly workspace: WorkspaceId; readonly page: PageId | null }) {
  const { workspace, page } = props;
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const following = useFollowing();
  const startCall = useStartCall();
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <IconButton size="small" icon={IconChevronDown} label={t('calls.callMenu.open')} />
        </Menu.Target>
        <Menu.Dropdown>
          {page !== null && following !== null && (
            <EverybodyHere
              following={following}
              page={page}
              onCall={(accounts) => startCall({ workspace, page, call: null, ring: accounts })}
            />
          )}
          <Menu.Item
            leftSection={<IconUserSearch size={16} stroke={1.75} aria-hidden />}
            onClick={() => setChoosing(true)}
          >
            {t('calls.callMenu.choose')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPhone size={16} stroke={1.75} aria-hidden />}
            onClick={() => startCall({ workspace, page, call: null, ring: 'nobody' })}
          >
            {t('calls.callMenu.silent')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {choosing && <CallPeopleDialog workspace={workspace} onClose={() => setChoosing(false)} />}
    </>
  );
}

function EverybodyHere(props: {
  readonly following: Following;
  readonly page: PageId;
  readonly onCall: (accounts: readonly AccountId[]) => void;
}) {
  const { following, page, onCall } = props;
  const { t } = useTranslation();
  const people = useFollowingState(following, (state) => state.people);
  const here = people.filter(({ place }) => place?.page === page).map(({ id }) => id);
  return (
    <Menu.Item
      leftSection={<IconUsers size={16} stroke={1.75} aria-hidden />}
      disabled={here.length === 0}
      onClick={() => onCall(here)}
    >
      {here.length === 0
        ? t('calls.callMenu.nobodyHere')
        : t('calls.callMenu.everybodyHere', { count: here.length })}
    </Menu.Item>
  );
}

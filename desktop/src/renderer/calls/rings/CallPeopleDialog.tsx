import { Button, Checkbox, Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId, Member, WorkspaceId } from '@confab/shared-types';
import { useData } from '../../app/AppContext.ts';
import { ownIdIn } from '../../app/appStore.ts';
import { errorText } from '../../app/errorText.ts';
import { PresenceMark } from '../../people/PresenceMark.tsx';
import { useMembers } from '../../people/useMembers.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useCalls } from '../CallsContext.ts';
import classes from './CallPeopleDialog.module.css';
import { choosePeople } from './choosePeople.ts';
import { useCallPeople } from './useCallPeople.ts';

/** Chooses whom to call: into the call this window is in, else into a new one. */
export function CallPeopleDialog(props: {
  readonly workspace: WorkspaceId;
  readonly onClose: () => void;
}) {
  const { workspace, onClose } = props;
  const { t } = useTranslation();
  const { members, error } = useMembers(workspace);
  return (
    <Dialog title={t('calls.callPeople.title')} onClose={onClose} size={420}>
      {members !== null && <Chooser workspace={workspace} members={members} onClose={onClose} />}
      {members === null && error === null && <Skeleton height={200} />}
      {members === null && error !== null && (
        <p className={classes.note} role="alert">
          {errorText(t, error)}
        </p>
      )}
    </Dialog>
  );
}

function Chooser(props: {
  readonly workspace: WorkspaceId;
  readonly members: readonly Member[];
  readonly onClose: () => void;
}) {
  const { workspace, members, onClose } = props;
  const { t } = useTranslation();
  const { callPeople, callable } = useCallPeople(workspace);
  const self = useData((data) => ownIdIn(data, workspace));
  const inside = useInside();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(new Set());
  const others = members.filter(({ account }) => account !== self);
  const { shown, hidden } = choosePeople(others, search);
  if (others.length === 0) return <p className={classes.note}>{t('calls.callPeople.none')}</p>;
  const accounts = others
    .map(({ account }) => account)
    .filter((account) => chosen.has(account) && !inside.has(account));
  const toggle = (account: AccountId): void => {
    setChosen(chosen.has(account) ? without(chosen, account) : new Set([...chosen, account]));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (accounts.length === 0 || !callable) return;
    onClose();
    callPeople(accounts);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        data-autofocus
        aria-label={t('calls.callPeople.search')}
        placeholder={t('calls.callPeople.search')}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {shown.length === 0 && <p className={classes.note}>{t('calls.callPeople.noMatch')}</p>}
      <ul className={classes.people} aria-label={t('calls.callPeople.title')}>
        {shown.map((member) => (
          <PersonChoice
            key={member.account}
            member={member}
            inside={inside.has(member.account)}
            checked={chosen.has(member.account)}
            onToggle={() => toggle(member.account)}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <p className={classes.note}>{t('calls.callPeople.more', { count: hidden })}</p>
      )}
      <Button type="submit" disabled={accounts.length === 0 || !callable}>
        {accounts.length === 0
          ? t('calls.callPeople.callNobody')
          : t('calls.callPeople.call', { count: accounts.length })}
      </Button>
    </form>
  );
}

function PersonChoice(props: {
  readonly member: Member;
  readonly inside: boolean;
  readonly checked: boolean;
  readonly onToggle: () => void;
}) {
  const { member, inside, checked, onToggle } = props;
  const { t } = useTranslation();
  return (
    <li>
      <label className={classes.person} data-inside={inside || undefined}>
        <Avatar id={member.account} name={member.name} size={28} />
        <span className={classes.who}>
          <span className={classes.name}>{member.name}</span>
          {inside ? (
            <span className={classes.inside}>{t('calls.callPeople.inThisCall')}</span>
          ) : (
            <PresenceMark member={member} />
          )}
        </span>
        <Checkbox
          aria-label={member.name}
          checked={checked && !inside}
          disabled={inside}
          onChange={onToggle}
        />
      </label>
    </li>
  );
}

const nobody: ReadonlySet<AccountId> = new Set();

/** Who is in the call of this window, as it stands when the dialog is drawn. */
function useInside(): ReadonlySet<AccountId> {
  const session = useCalls((state) => state.session);
  if (session === null) return nobody;
  return new Set(session.store.getState().call.peers.map(({ identity }) => identity));
}

function without<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  return new Set([...set].filter((each) => each !== item));
}

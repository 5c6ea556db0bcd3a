import { Button, Switch, TextInput } from '@mantine/core';
import { IconMicrophoneOff, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useVirtualRows } from '../../ui/useVirtualRows.ts';
import type { CallSession } from '../CallSession.ts';
import { useCalls, useSession } from '../CallsContext.ts';
import { useCallView } from '../controls/CallAsideContext.ts';
import { CallPeopleDialog } from '../rings/CallPeopleDialog.tsx';
import classes from './CallPeople.module.css';
import { isHost } from './personActions.ts';
import { peopleRows } from './peopleRows.ts';
import { PersonLine } from './PersonLine.tsx';
import { usePersonActions } from './usePersonActions.ts';
import { WaitingList } from './WaitingList.tsx';

/** Up to here everybody is found by looking. */
const searchFrom = 9;
const rowHeight = 52;

/** Everybody in the call, in the right panel; hosts let people in and keep order here. */
export function CallPeoplePanel() {
  const { t } = useTranslation();
  const session = useCalls((state) => state.session);
  if (session === null) return <EmptyState text={t('calls.peoplePanel.none')} />;
  return <People key={session.id} session={session} />;
}

function People({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const call = useSession(session, (state) => state.call);
  const [search, setSearch] = useState('');
  const count = call.peers.length + 1;
  return (
    <div className={classes.panel}>
      {call.waiting.length > 0 && <WaitingList session={session} />}
      {isHost(call) && <Rules session={session} />}
      {count >= searchFrom && (
        <TextInput
          aria-label={t('calls.peoplePanel.search')}
          placeholder={t('calls.peoplePanel.search')}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <Everybody session={session} search={count >= searchFrom ? search : ''} />
      <AddPeople session={session} />
    </div>
  );
}

function Everybody({
  session,
  search,
}: {
  readonly session: CallSession;
  readonly search: string;
}) {
  const { t, i18n } = useTranslation();
  const call = useSession(session, (state) => state.call);
  const hands = useCallView((state) => state.hands);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = peopleRows(call, hands, search, i18n.language);
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    height: () => rowHeight,
    key: (index) => rows[index]?.peer.session ?? String(index),
  });
  if (rows.length === 0) return <EmptyState text={t('calls.peoplePanel.noneFound')} />;
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul
        className={classes.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t('calls.peoplePanel.label')}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={key}
              className={classes.row}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              <PersonLine session={session} row={row} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function AddPeople({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const workspace = useSession(session, ({ info }) => info.workspace);
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <Button
        className={classes.add}
        variant="default"
        size="xs"
        leftSection={<IconUserPlus size={16} stroke={1.75} aria-hidden />}
        onClick={() => setChoosing(true)}
      >
        {t('calls.peoplePanel.add')}
      </Button>
      {choosing && <CallPeopleDialog workspace={workspace} onClose={() => setChoosing(false)} />}
    </>
  );
}

/** Who may come in, and quiet for everybody. */
function Rules({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const { locked, lobby } = useSession(session, (state) => state.call.rules);
  const { setRules, muteAll } = usePersonActions(session);
  return (
    <div className={classes.rules}>
      <Switch
        checked={locked}
        onChange={(event) => setRules({ locked: event.currentTarget.checked })}
        label={t('calls.peoplePanel.locked')}
        description={t('calls.peoplePanel.lockedHint')}
      />
      <Switch
        checked={lobby}
        onChange={(event) => setRules({ lobby: event.currentTarget.checked })}
        label={t('calls.peoplePanel.lobby')}
        description={t('calls.peoplePanel.lobbyHint')}
      />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconMicrophoneOff size={16} stroke={1.75} aria-hidden />}
        onClick={muteAll}
      >
        {t('calls.peoplePanel.muteAll')}
      </Button>
    </div>
  );
}

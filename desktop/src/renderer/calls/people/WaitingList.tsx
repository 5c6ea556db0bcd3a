import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/Avatar.tsx';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import classes from './CallPeople.module.css';
import { usePersonActions } from './usePersonActions.ts';

/** Who asks to come in, first come first. */
export function WaitingList({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  const waiting = useSession(session, (state) => state.call.waiting);
  const { admit, refuse } = usePersonActions(session);
  const section = useRef<HTMLElement>(null);
  /** The row goes: its neighbour has the focus then. */
  const answered = (index: number): void => {
    const rows = section.current?.querySelectorAll('li') ?? [];
    const next = rows[index + 1] ?? rows[index - 1];
    next?.querySelector<HTMLElement>('[data-admit]')?.focus();
  };
  return (
    <section ref={section} className={classes.waiting} aria-labelledby="call-waiting">
      <div className={classes.waitingHead}>
        <h3 id="call-waiting" className={classes.heading}>
          {t('calls.peoplePanel.waiting')}
        </h3>
        {waiting.length > 1 && (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => waiting.forEach((person) => admit(person.session))}
          >
            {t('calls.peoplePanel.admitAll')}
          </Button>
        )}
      </div>
      <ul className={classes.waitingRows}>
        {waiting.map((person, index) => (
          <li key={person.session} className={classes.waitingRow}>
            <Avatar id={person.identity} name={person.name} size={24} />
            <span className={classes.name} title={person.name}>
              {person.name}
            </span>
            <Button
              variant="default"
              size="compact-xs"
              aria-label={t('calls.peoplePanel.refusePerson', { name: person.name })}
              onClick={() => {
                answered(index);
                refuse(person.session);
              }}
            >
              {t('calls.peoplePanel.refuse')}
            </Button>
            <Button
              data-admit
              size="compact-xs"
              aria-label={t('calls.peoplePanel.admitPerson', { name: person.name })}
              onClick={() => {
                answered(index);
                admit(person.session);
              }}
            >
              {t('calls.peoplePanel.admit')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

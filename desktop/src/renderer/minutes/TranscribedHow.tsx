import { useId, useState } from 'react';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { CallPerson, Consent } from '@confab/shared-types';
import { dateFormat } from '../dateFormat.ts';
import classes from './TranscribedHow.module.css';
import type { Transcript } from './transcriptSource.ts';

/** When a call was transcribed and of how many; on demand who how, and who started it. */
export function TranscribedHow({ transcript }: { readonly transcript: Transcript }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { call, people, consents, periods } = transcript;
  const time = dateFormat(i18n.language, { timeStyle: 'short' });
  const taken = people.filter(({ account }) => isTaken(consents.get(account)));
  const times = periods.map(({ startedAt, stoppedAt }) => {
    // Whoever would have stopped it may have been cut off: it ended with the call at the latest.
    const end = stoppedAt ?? call?.endedAt ?? null;
    return end === null
      ? t('minutes.transcribed.since', { time: time.format(startedAt) })
      : time.formatRange(startedAt, Math.max(startedAt, end));
  });
  const list = new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' });
  return (
    <div className={classes.how}>
      <button
        type="button"
        className={classes.line}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span>
          {[
            ...(times.length > 0 ? [list.format(times)] : []),
            taken.length === people.length
              ? t('minutes.transcribed.everybody')
              : t('minutes.transcribed.count', { count: taken.length, all: people.length }),
          ].join(' · ')}
        </span>
        <IconChevronDown className={classes.sign} size={16} stroke={1.75} aria-hidden />
      </button>
      <ul id={id} className={classes.details} hidden={!open}>
        {people.map((person) => (
          <li key={person.account}>{howText(t, person, consents.get(person.account), people)}</li>
        ))}
        {periods.map(({ startedBy, startedAt }, index) => (
          <li key={`${startedAt}`}>
            {t('minutes.transcribed.started', {
              times: times[index],
              name: nameOf(t, people, startedBy),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function isTaken(consent: Consent | undefined): boolean {
  return consent !== undefined && consent.choice !== 'declined';
}

function howText(
  t: TFunction,
  { account, name: called }: CallPerson,
  consent: Consent | undefined,
  people: readonly CallPerson[],
): string {
  const name = called || nameOf(t, people, account);
  switch (consent?.choice) {
    case 'own-machine':
      return consent.model === undefined
        ? t('minutes.transcribed.ownMachine', { name })
        : t('minutes.transcribed.ownMachineModel', { name, model: consent.model });
    case 'volunteer':
      return t('minutes.transcribed.volunteer', {
        name,
        by: nameOf(t, people, consent.volunteer ?? ''),
      });
    case 'declined':
      return t('minutes.transcribed.declined', { name });
    case undefined:
      return t('minutes.transcribed.not', { name });
  }
}

function nameOf(t: TFunction, people: readonly CallPerson[], account: string): string {
  return (
    people.find((person) => person.account === account)?.name || t('minutes.transcript.somebody')
  );
}

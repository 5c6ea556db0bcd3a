import { Skeleton } from '@mantine/core';
import type { CallId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar.tsx';
import { durationText } from './durationText.ts';
import classes from './MinutesHeader.module.css';
import { useTranscript } from './useTranscript.ts';

/** When a call was, how long, and who was in it. */
export function MinutesHeader(props: { readonly workspace: WorkspaceId; readonly call: CallId }) {
  const { workspace, call: id } = props;
  const { t, i18n } = useTranslation();
  const { call, people, loading } = useTranscript(workspace, id);
  if (call === null) {
    return loading ? <Skeleton className={classes.skeleton ?? ''} height={20} width={280} /> : null;
  }
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <dl className={classes.facts} aria-label={t('minutes.details')}>
      <div className={classes.fact}>
        <dt>{t('minutes.date')}</dt>
        <dd>{date.format(call.startedAt)}</dd>
      </div>
      <div className={classes.fact}>
        <dt>{t('minutes.duration')}</dt>
        <dd>
          {call.endedAt === null
            ? t('minutes.running')
            : durationText(call.endedAt - call.startedAt, i18n.language)}
        </dd>
      </div>
      <div className={classes.fact}>
        <dt>{t('minutes.people')}</dt>
        <dd className={classes.people}>
          {people.length === 0 && t('minutes.noPeople')}
          {people.map((person) => (
            <span key={person.account} className={classes.person}>
              <Avatar id={person.account} name={person.name} size={20} />
              {person.name}
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}

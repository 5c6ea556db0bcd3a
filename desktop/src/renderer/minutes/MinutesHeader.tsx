import { Skeleton } from '@mantine/core';
import { isRecording } from '@confab/shared-types';
import type { CallId, WorkspaceId } from '@confab/shared-types';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../dateFormat.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { durationText } from './durationText.ts';
import classes from './MinutesHeader.module.css';
import { TranscribedHow } from './TranscribedHow.tsx';
import { useTranscript } from './useTranscript.ts';

/** When a call was, how long, who was in it, and how it was transcribed. */
export function MinutesHeader(props: { readonly workspace: WorkspaceId; readonly call: CallId }) {
  const { workspace, call: id } = props;
  const { t, i18n } = useTranslation();
  const transcript = useTranscript(workspace, id);
  const { call, people, loading, consents, periods } = transcript;
  if (call === null) {
    return loading ? <Skeleton className={classes.skeleton ?? ''} height={20} width={280} /> : null;
  }
  const date = dateFormat(i18n.language, { dateStyle: 'full', timeStyle: 'short' });
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
            ? t(isRecording(id) ? 'recordings.lengthLater' : 'minutes.running')
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
      {(consents.size > 0 || periods.length > 0) && (
        <div className={classes.fact}>
          <dt>{t('minutes.transcribed.title')}</dt>
          <dd>
            <TranscribedHow transcript={transcript} />
          </dd>
        </div>
      )}
    </dl>
  );
}

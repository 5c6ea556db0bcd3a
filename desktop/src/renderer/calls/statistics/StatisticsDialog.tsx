import { Button, Group } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { errorText } from '../../app/errorText.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import type { CallStatistics } from '../room/callState.ts';
import { formatStatistics } from './formatStatistics.ts';
import classes from './Statistics.module.css';
import { ownQuality, statisticsRows } from './statisticsRows.ts';
import { StatisticsTable } from './StatisticsTable.tsx';

const intervalMs = 1000;

/** How well the call arrives and leaves, measured each second while this is open. */
export function StatisticsDialog(props: {
  readonly session: CallSession;
  readonly onClose: () => void;
}) {
  const { session, onClose } = props;
  const { t } = useTranslation();
  const { statistics, problem } = useStatistics(session);
  return (
    <Dialog title={t('calls.statistics.title')} onClose={onClose} size={720}>
      {statistics !== null ? (
        <Measured session={session} statistics={statistics} />
      ) : (
        <p className={classes.dim} role="status">
          {problem === null
            ? t('calls.statistics.measuring')
            : t('calls.statistics.failed', { reason: errorText(t, problem) })}
        </p>
      )}
    </Dialog>
  );
}

function Measured(props: { readonly session: CallSession; readonly statistics: CallStatistics }) {
  const { session, statistics } = props;
  const { t, i18n } = useTranslation();
  const { toasts } = useServices();
  const call = useSession(session, (state) => state.call);
  const format = formatStatistics(t, i18n.language);
  const people = statisticsRows(statistics, call);
  const quality = ownQuality(statistics);
  const audioOnly = call.audioOnly !== 'off';
  const copy = (): void => {
    navigator.clipboard.writeText(format.asText(statistics, people)).then(
      () => toasts.show({ cause: 'statistics', text: t('calls.statistics.copied') }),
      (error: unknown) =>
        toasts.show({ cause: 'statistics', text: errorText(t, error), tone: 'danger' }),
    );
  };
  return (
    <>
      <div className={classes.summary} data-quality={quality}>
        <p className={classes.words}>{t(`calls.statistics.quality.${quality}`)}</p>
        {(quality === 'poor' || audioOnly) && (
          <Button size="xs" variant="default" onClick={() => session.call.setAudioOnly(!audioOnly)}>
            {t(audioOnly ? 'calls.statistics.pictures' : 'calls.statistics.audioOnly')}
          </Button>
        )}
      </div>
      <dl className={classes.own}>
        <dt>{t('calls.statistics.roundTrip')}</dt>
        <dd>{format.milliseconds(statistics.roundTripMs)}</dd>
        <dt>{t('calls.statistics.outgoing')}</dt>
        <dd>{format.rate(statistics.availableOutgoingBitsPerSecond)}</dd>
      </dl>
      {people.map((person) => (
        <StatisticsTable key={person.session} person={person} format={format} />
      ))}
      <Group justify="flex-end" mt={16}>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} stroke={1.75} aria-hidden />}
          onClick={copy}
        >
          {t('calls.statistics.copy')}
        </Button>
      </Group>
    </>
  );
}

/** The last measurement, and why there is none. */
function useStatistics({ call }: CallSession): {
  readonly statistics: CallStatistics | null;
  readonly problem: unknown;
} {
  const [statistics, setStatistics] = useState<CallStatistics | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let over = false;
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      try {
        const measured = await call.statistics();
        if (!over) setStatistics(measured);
      } catch (error) {
        if (!over) setProblem(error);
      } finally {
        asking = false;
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), intervalMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [call]);
  return { statistics, problem };
}

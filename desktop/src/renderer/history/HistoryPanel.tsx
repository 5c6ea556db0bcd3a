import { Button, Skeleton } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfabError } from '@confab/shared-types';
import { useServices } from '../app/AppContext.ts';
import { errorText } from '../app/errorText.ts';
import { dateFormat } from '../dateFormat.ts';
import { useDocument } from '../documents/useDocument.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { groupByDay } from './groupByDay.ts';
import classes from './HistoryPanel.module.css';
import type { PageHistory } from './PageHistory.ts';
import { useHistoryState, usePageHistory } from './PageHistoryContext.ts';
import { VersionRow } from './VersionRow.tsx';

/** The kept versions of the open page, in the right panel. */
export function HistoryPanel() {
  const { t } = useTranslation();
  const history = usePageHistory();
  if (history === null) return <EmptyState text={t('history.noPage')} />;
  return <Timeline key={history.page} history={history} />;
}

function Timeline({ history }: { readonly history: PageHistory }) {
  const { t, i18n } = useTranslation();
  const { toasts } = useServices();
  const { versions, problem, viewing } = useHistoryState(history, (state) => state);
  const [naming, setNaming] = useState<string | null>(null);
  const live = useDocument(`${history.workspace}/page/${history.page}`);
  const writable = live?.access === 'write';
  useEffect(() => history.follow(), [history]);
  useEffect(() => {
    // The server does not tell what other members kept: it is asked when the person comes back.
    const ask = (): void => void history.refresh();
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [history]);
  if (versions === null) {
    return problem === null ? (
      <TimelineSkeleton />
    ) : (
      <Problem history={history} problem={problem} />
    );
  }
  const keep = (): void => {
    history.keep(null).then(
      ({ id }) => setNaming(id),
      (error: unknown) => {
        toasts.show({ cause: 'keep version', text: errorText(t, error), tone: 'danger' });
      },
    );
  };
  return (
    <div className={classes.panel}>
      {problem !== null && <Problem history={history} problem={problem} />}
      {writable && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBookmarkPlus size={16} stroke={1.75} aria-hidden />}
          onClick={keep}
        >
          {t('history.keep')}
        </Button>
      )}
      {versions.length === 0 ? (
        <EmptyState text={t('history.none')} />
      ) : (
        <>
          <button
            type="button"
            className={classes.now}
            aria-current={viewing === null || undefined}
            onClick={() => history.view(null)}
          >
            {t('history.now')}
          </button>
          {groupByDay(versions).map(({ day, versions: ofDay }) => (
            <section key={day} className={classes.day} aria-label={dayText(day, i18n.language)}>
              <h3 className={classes.dayName}>{dayText(day, i18n.language)}</h3>
              <ol className={classes.versions}>
                {ofDay.map((version) => (
                  <VersionRow
                    key={version.id}
                    history={history}
                    version={version}
                    viewing={viewing === version.id}
                    naming={naming === version.id}
                    onNaming={writable ? setNaming : null}
                  />
                ))}
              </ol>
            </section>
          ))}
        </>
      )}
    </div>
  );
}

function dayText(day: number, language: string): string {
  const today = new Date().setHours(0, 0, 0, 0);
  const daysAgo = Math.round((today - day) / 86_400_000);
  if (daysAgo <= 1) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
      -daysAgo,
      'day',
    );
    return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
  }
  return dateFormat(language, { dateStyle: 'full' }).format(day);
}

function Problem(props: { readonly history: PageHistory; readonly problem: unknown }) {
  const { history, problem } = props;
  const { t } = useTranslation();
  const offline =
    problem instanceof ConfabError &&
    ['not-connected', 'server-unreachable'].includes(problem.code);
  return (
    <div role="alert">
      <EmptyState
        text={offline ? t('history.offline') : errorText(t, problem)}
        action={{ label: t('common.retry'), run: () => void history.refresh() }}
      />
    </div>
  );
}

function TimelineSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.panel} role="status" aria-label={t('history.loading')}>
      {['38%', '86%', '74%', '82%'].map((width) => (
        <Skeleton key={width} className={classes.skeleton} height={18} width={width} />
      ))}
    </div>
  );
}

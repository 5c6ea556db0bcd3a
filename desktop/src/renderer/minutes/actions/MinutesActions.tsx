import { Button, Menu, Progress } from '@mantine/core';
import { IconChevronDown, IconCloudUp, IconFileExport, IconRefresh } from '@tabler/icons-react';
import { isRecording, minutesTemplateSchema } from '@confab/shared-types';
import type { CallId, MinutesState, PageId, WorkspaceId } from '@confab/shared-types';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type * as Y from 'yjs';
import { useServices } from '../../app/AppContext.ts';
import { useTranscript } from '../useTranscript.ts';
import type { Transcript } from '../transcriptSource.ts';
import { isThisMachine } from './endpointHost.ts';
import classes from './MinutesActions.module.css';
import { SentNote } from './SentNote.tsx';
import { useMinutesState } from './useMinutesState.ts';
import { usePageSummary } from './usePageSummary.ts';
import { useSummarise } from './useSummarise.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What can be done with minutes as a whole, and what is to be known about their summary. */
export function MinutesActions(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly call: CallId;
  readonly doc: Y.Doc;
  readonly writable: boolean;
}) {
  const { workspace, page, call, doc, writable } = props;
  const { t } = useTranslation();
  const { layout } = useServices();
  const transcript = useTranscript(workspace, call);
  const state = useMinutesState(workspace, page);
  const summary = usePageSummary(doc);
  const anythingSaid = transcript.lines.length > 0;
  const endpoint = summary?.endpoint;
  return (
    <section className={classes.actions} aria-label={t('summaries.actions')}>
      {anythingSaid && (
        <div className={classes.buttons}>
          {writable && <SummariseButton {...props} state={state} transcript={transcript} />}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconFileExport {...icon} />}
            onClick={() => layout.setState({ dialog: 'export-transcript', dialogPage: page })}
          >
            {t('summaries.export.action')}
          </Button>
        </div>
      )}
      {anythingSaid && writable && <SendsTo workspace={workspace} />}
      <Words id={call} state={state} transcript={transcript} hasSummary={summary !== null} />
      <Writing workspace={workspace} page={page} state={state} />
      {endpoint !== undefined && (
        <SentNote warn={!isThisMachine(endpoint.host)}>
          {t(isThisMachine(endpoint.host) ? 'summaries.madeHere' : 'summaries.madeAt', endpoint)}
        </SentNote>
      )}
    </section>
  );
}

function SummariseButton(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly doc: Y.Doc;
  readonly state: MinutesState;
  readonly transcript: Transcript;
}) {
  const { workspace, page, doc, state, transcript } = props;
  const { t } = useTranslation();
  const summary = usePageSummary(doc);
  const { sentTo, now, ask } = useSummarise(workspace);
  const template = summary?.template ?? transcript.call?.template ?? 'meeting';
  const busy = state.state === 'writing';
  // Whoever let these minutes be sent there need not be asked again.
  const again = sentTo !== null && summary?.endpoint?.host === sentTo.host;
  const begin = again ? now : ask;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconRefresh {...icon} />}
        disabled={busy}
        onClick={() => begin(page)}
      >
        {t(summary === null ? 'summaries.summariseNow' : 'summaries.summariseAgain')}
      </Button>
      <Menu position="bottom-start" width={248}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            rightSection={<IconChevronDown {...icon} />}
            disabled={busy}
            aria-label={t('summaries.template.current', {
              template: t(`summaries.template.${template}`),
            })}
          >
            {t(`summaries.template.${template}`)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('summaries.template.label')}</Menu.Label>
          <Menu.RadioGroup
            value={template}
            onChange={(chosen) => {
              const other = minutesTemplateSchema.parse(chosen);
              if (other !== template) begin(page, { template: other });
            }}
          >
            {minutesTemplateSchema.options.map((value) => (
              <Menu.RadioItem key={value} value={value}>
                {t(`summaries.template.${value}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Where the words go when the button is pressed, where that is another machine. */
function SendsTo({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { sentTo } = useSummarise(workspace);
  if (sentTo === null || sentTo.here) return null;
  return (
    <p className={classes.sends}>
      <IconCloudUp {...icon} />
      {t('summaries.sendsTo', { host: sentTo.host })}
    </p>
  );
}

/** Why there is no summary, where there is none. */
function Words(props: {
  readonly id: CallId;
  readonly state: MinutesState;
  readonly transcript: Transcript;
  readonly hasSummary: boolean;
}) {
  const { id, state, transcript, hasSummary } = props;
  const { t } = useTranslation();
  const { call, loading } = transcript;
  if (hasSummary || loading || call === null || state.state === 'writing') return null;
  if (state.state === 'elsewhere') {
    return <p className={classes.words}>{t('summaries.writtenElsewhere')}</p>;
  }
  if (call.endedAt === null) {
    const when = isRecording(id) ? 'summaries.afterTheRecording' : 'summaries.afterTheCall';
    return <p className={classes.words}>{t(when)}</p>;
  }
  return null;
}

/** How far it is, once it takes long enough to be asked about. */
function Writing(props: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
  readonly state: MinutesState;
}) {
  const { workspace, page, state } = props;
  const { t, i18n } = useTranslation();
  const { cancel } = useSummarise(workspace);
  const shown = useLasting(state.state === 'writing', 1000);
  if (!shown) return null;
  const { done, total } = state;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <div className={classes.writing} role="status">
      <span>
        {t('summaries.writing')} {total > 1 && percent.format(done / total)}
      </span>
      <Progress
        className={classes.bar ?? ''}
        key={total > 1 ? 'known' : 'unknown'}
        value={total > 1 ? (done / total) * 100 : 100}
        animated={total <= 1}
        aria-label={t('summaries.writing')}
      />
      <Button variant="default" size="compact-sm" onClick={() => cancel(page)}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** Whether something has been so for a while. */
function useLasting(now: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return undefined;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [now, ms]);
  return now && lasting;
}

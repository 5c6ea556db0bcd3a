import { Button } from '@mantine/core';
import { IconFileText, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/AppContext.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { CallSession } from '../CallSession.ts';
import { useSession } from '../CallsContext.ts';
import { nameIn } from '../stage/participants.ts';
import { consentNoticesOf } from './consentNotices.ts';
import type { ConsentNotice } from './consentNotices.ts';
import classes from './Transcription.module.css';

/** That the call is transcribed, and what one may answer to it. */
export function ConsentNotices({ session }: { readonly session: CallSession }) {
  const state = useSession(session, (whole) => whole);
  /** Requests put aside: the same person may ask again. */
  const [putAside, setPutAside] = useState<ReadonlySet<string>>(new Set());
  const notices = consentNoticesOf(state).filter((notice) => !putAside.has(keyOf(notice)));
  return notices.map((notice) => (
    <Notice
      key={keyOf(notice)}
      session={session}
      notice={notice}
      putAside={() => setPutAside((before) => new Set([...before, keyOf(notice)]))}
    />
  ));
}

function keyOf(notice: ConsentNotice): string {
  return notice.type === 'asked' ? `asked ${notice.by} ${notice.at}` : notice.type;
}

interface NoticeProps<N extends ConsentNotice = ConsentNotice> {
  readonly session: CallSession;
  readonly notice: N;
  readonly putAside: () => void;
}

function Notice({ session, notice, putAside }: NoticeProps) {
  const { t } = useTranslation();
  const { transcription } = session;
  const by = 'by' in notice ? notice.by : '';
  const name = useSession(session, ({ call }) => nameIn(call, by)) ?? t('calls.someone');
  switch (notice.type) {
    case 'started':
      return <Started session={session} notice={notice} putAside={putAside} />;
    case 'no-model':
      return (
        <Banner text={t('transcription.notice.noModel')}>
          <ModelActions session={session} />
        </Banner>
      );
    case 'asking':
      return (
        <Banner text={t('transcription.notice.asking')}>
          <GetModel />
          <Action
            words={t('transcription.actions.takeBackAsk')}
            run={() => transcription.record.takeBackAsk()}
          />
        </Banner>
      );
    case 'offered':
      return (
        <Banner text={t('transcription.notice.offered', { name })}>
          <Action words={t('transcription.actions.refuse')} run={() => transcription.refuse(by)} />
          <Action
            words={t('transcription.actions.accept')}
            primary
            run={() => transcription.accept(by)}
          />
        </Banner>
      );
    case 'asked':
      return (
        <Banner text={t('transcription.notice.asked', { name })}>
          <Action words={t('transcription.actions.notNow')} run={putAside} />
          <Action
            words={t('transcription.actions.offer')}
            primary
            run={() => transcription.record.offer(by)}
          />
        </Banner>
      );
  }
}

/** The first time in a call. */
function Started({ session, notice }: NoticeProps<Extract<ConsentNotice, { type: 'started' }>>) {
  const { t } = useTranslation();
  const name = useSession(session, ({ call }) => nameIn(call, notice.by)) ?? t('calls.someone');
  switch (notice.own) {
    case 'here':
      return (
        <Banner text={t('transcription.notice.startedHere', { name })}>
          <Action
            words={t('transcription.actions.decline')}
            run={() => session.transcription.decline()}
          />
          <Seen session={session} />
        </Banner>
      );
    case 'no-model':
      return (
        <Banner text={t('transcription.notice.startedNoModel', { name })}>
          <ModelActions session={session} />
        </Banner>
      );
    case 'unknown':
      return (
        <Banner text={t('transcription.notice.started', { name })}>
          <Seen session={session} />
        </Banner>
      );
  }
}

function ModelActions({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  return (
    <>
      <GetModel />
      <Action words={t('transcription.actions.ask')} run={() => session.transcription.ask()} />
      <IconButton
        size="small"
        icon={IconX}
        label={t('common.dismiss')}
        onClick={() => session.transcription.seen()}
      />
    </>
  );
}

function GetModel() {
  const { t } = useTranslation();
  const { layout } = useServices();
  return (
    <Action
      words={t('transcription.actions.getModel')}
      run={() => layout.setState({ dialog: 'settings', settingsTab: 'speech' })}
    />
  );
}

function Seen({ session }: { readonly session: CallSession }) {
  const { t } = useTranslation();
  return (
    <Action
      words={t('transcription.actions.ok')}
      primary
      run={() => session.transcription.seen()}
    />
  );
}

function Banner({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className={classes.banner}>
      <IconFileText size={16} stroke={1.75} aria-hidden />
      <span className={classes.bannerText}>{text}</span>
      <span className={classes.bannerActions}>{children}</span>
    </div>
  );
}

function Action(props: {
  readonly words: string;
  readonly primary?: boolean;
  readonly run: () => void;
}) {
  return (
    <Button
      size="compact-sm"
      variant={props.primary === true ? 'filled' : 'default'}
      onClick={props.run}
    >
      {props.words}
    </Button>
  );
}

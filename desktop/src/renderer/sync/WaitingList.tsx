import { Progress } from '@mantine/core';
import { IconFile, IconFileText, IconListTree, IconMessage, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingDocument, WaitingFile, WorkspaceId } from '@confab/shared-types';
import { useData, useServices } from '../app/AppContext.ts';
import { formatMoment } from '../app/formatMoment.ts';
import { goTo } from '../app/route.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { fileSizeText } from '../minutes/fileSizeText.ts';
import classes from './SyncPanel.module.css';

/** More are counted, not listed: nobody reads a list of a thousand. */
const shownRows = 8;

const partIcons = {
  page: IconFileText,
  comments: IconMessage,
  tree: IconListTree,
  call: IconPhone,
} as const;

/** The pages and files that wait, oldest first, each with why and since when. */
export function WaitingList(props: {
  readonly workspace: WorkspaceId;
  readonly documents: readonly WaitingDocument[];
  readonly files: readonly WaitingFile[];
}) {
  const { workspace, documents, files } = props;
  const { t } = useTranslation();
  const rows = [
    ...documents.map((document) => ({ at: document.since ?? 0, document, file: null })),
    ...files.map((file) => ({ at: file.since, document: null, file })),
  ].sort((one, other) => one.at - other.at);
  const more = rows.length - shownRows;
  return (
    <ul className={classes.list}>
      {rows
        .slice(0, shownRows)
        .map(({ document, file }) =>
          document === null ? (
            <FileRow key={file.hash} file={file} />
          ) : (
            <DocumentRow
              key={`${document.part} ${document.page ?? ''} ${String(document.since)}`}
              workspace={workspace}
              document={document}
            />
          ),
        )}
      {more > 0 && <li className={classes.more}>{t('sync.more', { count: more })}</li>}
    </ul>
  );
}

function DocumentRow(props: {
  readonly workspace: WorkspaceId;
  readonly document: WaitingDocument;
}) {
  const { workspace, document } = props;
  const { t, i18n } = useTranslation();
  const { route } = useServices();
  const { entries } = usePageIndex();
  const { page, part, waiting, since, quarantined, error } = document;
  const shared = useData(({ sharedPages }) => sharedPages.find((one) => one.page === page));
  const title = (page === null ? undefined : entries.get(page)?.title) ?? shared?.title ?? '';
  const name = title.trim() || t('page.untitled');
  const Icon = partIcons[part];
  const time =
    since === null ? '' : t('status.since', { time: formatMoment(since, i18n.language) });
  const why = [
    waiting > 0 ? `${t('sync.changes', { count: waiting })} ${time}`.trim() : '',
    quarantined > 0 ? t('sync.quarantined', { count: quarantined }) : '',
    error === null ? '' : t(`errors.${error}`, { detail: '' }),
  ].filter((words) => words !== '');
  return (
    <Row icon={<Icon size={16} stroke={1.75} aria-hidden />} why={why.join(' · ')}>
      {page === null ? (
        <span className={classes.name}>{t(part === 'call' ? 'sync.call' : 'sync.tree')}</span>
      ) : (
        <button
          type="button"
          className={classes.name}
          onClick={() => goTo(route, { workspace, page })}
        >
          {part === 'comments' ? t('sync.commentsOn', { title: name }) : name}
        </button>
      )}
    </Row>
  );
}

function FileRow({ file }: { readonly file: WaitingFile }) {
  const { t, i18n } = useTranslation();
  const { sizeBytes, sentBytes, since, error } = file;
  const name = file.name === '' ? t('sync.file') : file.name;
  const size = (bytes: number): string => fileSizeText(bytes, i18n.language);
  const why =
    error === null
      ? t('sync.sent', { sent: size(sentBytes), size: size(sizeBytes) })
      : t(`errors.${error}`, { detail: '' });
  const time = t('status.since', { time: formatMoment(since, i18n.language) });
  const share = sizeBytes === 0 ? 0 : (100 * sentBytes) / sizeBytes;
  return (
    <Row icon={<IconFile size={16} stroke={1.75} aria-hidden />} why={`${why} · ${time}`}>
      <span className={classes.name}>{name}</span>
      {sentBytes > 0 && error === null && <Progress value={share} size={3} aria-label={name} />}
    </Row>
  );
}

function Row(props: {
  readonly icon: ReactNode;
  readonly why: string;
  readonly children: ReactNode;
}) {
  return (
    <li className={classes.row}>
      <span className={classes.icon}>{props.icon}</span>
      <span className={classes.what}>
        {props.children}
        <span className={classes.why}>{props.why}</span>
      </span>
    </li>
  );
}

import { lazy, Suspense, useRef, useState } from 'react';
import type { AccessReason, CallId, DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import { pageSchemaVersion } from '@confab/shared-types';
import type { EditorControls } from '../editor/EditorControls.ts';
import { PageEditor } from '../editor/PageEditor.tsx';
import { MinutesActions } from '../minutes/actions/MinutesActions.tsx';
import { MinutesHeader } from '../minutes/MinutesHeader.tsx';
import { MinutesView } from '../minutes/MinutesView.tsx';
import { EmptyPageStart } from '../pages/EmptyPageStart.tsx';
import { PageCover } from '../pages/PageCover.tsx';
import { PageHead } from '../pages/PageHead.tsx';
import { DamageNotice } from './DamageNotice.tsx';
import { MissingPage } from './MissingPage.tsx';
import classes from './Page.module.css';
import { PageNotices } from './PageNotices.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';
import { PageTitle } from './PageTitle.tsx';
import { ReadOnlyTitle } from './ReadOnlyTitle.tsx';
import { UploadsProvider } from './UploadsProvider.tsx';
import type { Damage } from './useDamage.ts';
import { useDocument } from './useDocument.ts';
import type { OpenDocument } from './useDocument.ts';
import { usePageAddOns } from './usePageAddOns.ts';
import { usePageMeta } from './usePageMeta.ts';
import type { ShownMeta } from './usePageMeta.ts';

const ReadOnlyPage = lazy(() => import('../editor/ReadOnlyPage.tsx'));

interface Place {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
}

/**
 * One page. Nothing binds to its document before the hub has answered; what may not be written, or
 * was written by a newer version, is shown from a copy that cannot reach the document.
 */
export default function Page({ workspace, page, damage }: Place & { readonly damage: Damage }) {
  const key: DocKey = `${workspace}/page/${page}`;
  const document = useDocument(key);
  const meta = usePageMeta(document?.doc ?? null);
  const [couldWrite, setCouldWrite] = useState(false);
  if (document?.access === 'write' && !couldWrite) setCouldWrite(true);
  if (document === null || document.state === 'opening') return <PageSkeleton />;
  if (!meta.arrived && document.access !== 'none') return <MissingPage page={page} />;
  const reason = whyReadOnly(document, meta);
  const covered = document.access !== 'none' && meta.cover !== null;
  return (
    <UploadsProvider workspace={workspace}>
      {covered && <PageCover cover={meta.cover} doc={reason === null ? document.doc : null} />}
      <article className={classes.page} data-width={meta.width} data-font={meta.font}>
        {damage.found && <DamageNotice onDismiss={damage.forget} />}
        <PageNotices page={page} document={document} reason={reason} couldWrite={couldWrite} />
        {document.access !== 'none' && (
          <PageContent
            workspace={workspace}
            page={page}
            document={document}
            meta={meta}
            writable={reason === null}
          />
        )}
      </article>
    </UploadsProvider>
  );
}

/** A page may be of a newer version by its number, or by blocks in it that the hub does not know. */
function whyReadOnly(document: OpenDocument, meta: ShownMeta): AccessReason | null {
  if (meta.schemaVersion > pageSchemaVersion) return 'newer-schema';
  if (document.access === 'write') return null;
  return document.reason ?? 'role';
}

function PageContent(
  props: Place & {
    readonly document: OpenDocument;
    readonly meta: ShownMeta;
    readonly writable: boolean;
  },
) {
  const { workspace, page, document, meta, writable } = props;
  const { doc } = document;
  const editor = useRef<EditorControls | null>(null);
  const addOns = usePageAddOns();
  const call: CallId | null = meta.kind === 'minutes' ? meta.call : null;
  return (
    <>
      <PageHead page={page} meta={meta} doc={writable ? doc : null} />
      {writable ? (
        <PageTitle
          key={`title ${doc.guid}`}
          page={page}
          doc={doc}
          onLeave={() => editor.current?.focusStart()}
        />
      ) : (
        <ReadOnlyTitle doc={doc} />
      )}
      {call !== null && <MinutesHeader workspace={workspace} call={call} />}
      {call !== null && (
        <MinutesActions
          workspace={workspace}
          page={page}
          call={call}
          doc={doc}
          writable={writable}
        />
      )}
      <Suspense fallback={<PageSkeleton withTitle={false} />}>
        {writable ? (
          <PageEditor
            key={doc.guid}
            workspace={workspace}
            page={page}
            document={document}
            controls={editor}
            addOns={addOns}
          />
        ) : (
          <ReadOnlyPage
            key={doc.guid}
            workspace={workspace}
            page={page}
            doc={doc}
            controls={editor}
            addOns={addOns}
          />
        )}
        {writable && call === null && (
          <EmptyPageStart workspace={workspace} page={page} doc={doc} />
        )}
      </Suspense>
      {call !== null && <MinutesView workspace={workspace} call={call} page={page} />}
    </>
  );
}

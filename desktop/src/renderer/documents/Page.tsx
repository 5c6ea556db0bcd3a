import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editingRoles, pageSchemaVersion } from '@confab/shared-types';
import type { DocKey, PageId, WorkspaceId } from '@confab/shared-types';
import { useWorkspace } from '../app/AppContext.ts';
import { MinutesHeader } from '../minutes/MinutesHeader.tsx';
import { MinutesView } from '../minutes/MinutesView.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { EditorControls } from './EditorControls.ts';
import classes from './Page.module.css';
import { DamageNotice } from './DamageNotice.tsx';
import { PageNotices } from './PageNotices.tsx';
import { PageSkeleton } from './PageSkeleton.tsx';
import { PageTitle } from './PageTitle.tsx';
import { ReadOnlyTitle } from './ReadOnlyTitle.tsx';
import { UploadsProvider } from './UploadsProvider.tsx';
import { useDamage } from './useDamage.ts';
import { useDocument } from './useDocument.ts';
import { usePageMeta } from './usePageMeta.ts';

const PageEditor = lazy(() => import('./PageEditor.tsx'));
const ReadOnlyPage = lazy(() => import('./ReadOnlyPage.tsx'));

/**
 * One page. Nothing binds to its document before the hub has answered; what may not be written, or
 * was written by a newer version, is shown from a copy that cannot reach the document.
 */
export function Page({
  workspace,
  page,
}: {
  readonly workspace: WorkspaceId;
  readonly page: PageId;
}) {
  const key: DocKey = `${workspace}/page/${page}`;
  const [damaged, forgetDamage] = useDamage(key);
  const document = useDocument(key);
  const role = useWorkspace(workspace)?.role ?? 'viewer';
  const meta = usePageMeta(document?.doc ?? null);
  const { t } = useTranslation();
  const [couldWrite, setCouldWrite] = useState(false);
  const editor = useRef<EditorControls | null>(null);
  if (document?.access === 'write' && !couldWrite) setCouldWrite(true);
  if (document === null || document.state === 'opening') return <PageSkeleton />;
  if (!meta.arrived && document.access !== 'none') {
    return <EmptyState text={t('page.notArrived')} />;
  }
  // A page may also hold kinds of blocks that this version does not know; then the hub lets nobody write.
  const newer =
    meta.schemaVersion > pageSchemaVersion ||
    (document.access === 'read' && editingRoles.has(role));
  const call = meta.kind === 'minutes' ? meta.call : null;
  const writable = document.access === 'write' && !newer;
  return (
    <article className={classes.page}>
      {damaged && <DamageNotice onDismiss={forgetDamage} />}
      <PageNotices page={page} document={document} newer={newer} couldWrite={couldWrite} />
      {document.access !== 'none' && (
        <UploadsProvider workspace={workspace}>
          {writable ? (
            <PageTitle
              key={`title ${document.doc.guid}`}
              page={page}
              doc={document.doc}
              onLeave={() => editor.current?.focusStart()}
            />
          ) : (
            <ReadOnlyTitle doc={document.doc} />
          )}
          {call !== null && <MinutesHeader workspace={workspace} call={call} />}
          <Suspense fallback={<PageSkeleton withTitle={false} />}>
            {writable ? (
              <PageEditor
                key={document.doc.guid}
                workspace={workspace}
                document={document}
                controls={editor}
              />
            ) : (
              <ReadOnlyPage key={document.doc.guid} workspace={workspace} doc={document.doc} />
            )}
          </Suspense>
          {call !== null && <MinutesView workspace={workspace} call={call} />}
        </UploadsProvider>
      )}
    </article>
  );
}

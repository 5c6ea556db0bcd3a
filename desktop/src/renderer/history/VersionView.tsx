import { createExtension } from '@blocknote/core';
import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holdsUnknownBlocks, yTypes } from '@confab/shared-types';
import type * as Y from 'yjs';
import { createStore } from 'zustand/vanilla';
import { errorText } from '../app/errorText.ts';
import pageClasses from '../documents/Page.module.css';
import { PageSkeleton } from '../documents/PageSkeleton.tsx';
import { UploadsProvider } from '../documents/UploadsProvider.tsx';
import { changesPlugin } from './diff/changesPlugin.ts';
import type { ComparisonStore } from './diff/changesPlugin.ts';
import './diff/changes.css';
import type { PageHistory } from './PageHistory.ts';
import { useHistoryState } from './PageHistoryContext.ts';
import { ChangedTitle } from './ChangedTitle.tsx';
import { useComparison } from './useComparison.ts';
import type { ComparedWith } from './useComparison.ts';
import { useVersionState } from './useVersionState.ts';
import { VersionBar } from './VersionBar.tsx';
import classes from './VersionView.module.css';

const ReadOnlyPage = lazy(() => import('../editor/ReadOnlyPage.tsx'));

/** A version of the page, to be read, with what changed in colour, and the way back to it. */
export default function VersionView(props: {
  readonly history: PageHistory;
  readonly version: string;
}) {
  const { history, version: id } = props;
  const { t } = useTranslation();
  const versions = useHistoryState(history, (state) => state.versions) ?? [];
  const version = versions.find((one) => one.id === id);
  const [changes, setChanges] = useState(true);
  const [against, setAgainst] = useState<ComparedWith>('before');
  const { doc, problem, retry } = useVersionState(history, id);
  const unreadable = useMemo(() => doc !== null && holdsUnknownBlocks(doc), [doc]);
  return (
    <section
      className={classes.view}
      aria-label={t('history.version')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) history.view(null);
      }}
    >
      <VersionBar
        history={history}
        version={version}
        restorable={doc !== null && !unreadable}
        changes={changes}
        against={against}
        onChanges={setChanges}
        onAgainst={setAgainst}
      />
      <article className={pageClasses.page}>
        {unreadable && <p className={pageClasses.notice}>{t('history.unknownBlocks')}</p>}
        {problem !== null ? (
          <div className={pageClasses.notice} role="alert">
            <p>{errorText(t, problem)}</p>
            <Button size="xs" onClick={retry}>
              {t('common.retry')}
            </Button>
          </div>
        ) : doc === null ? (
          <PageSkeleton />
        ) : (
          <VersionPage
            key={doc.guid}
            history={history}
            doc={doc}
            against={changes ? against : null}
          />
        )}
      </article>
    </section>
  );
}

function VersionPage(props: {
  readonly history: PageHistory;
  readonly doc: Y.Doc;
  readonly against: ComparedWith | null;
}) {
  const { history, doc, against } = props;
  const [store] = useState<ComparisonStore>(() => createStore(() => ({ compare: null })));
  const { other, compare, side } = useComparison(history, against);
  const controls = useRef(null);
  useEffect(() => store.setState({ compare }), [compare, store]);
  const addOns = useMemo(() => {
    const prosemirrorPlugins = [changesPlugin(store)];
    return [{ extensions: [createExtension({ key: 'confabChanges', prosemirrorPlugins })] }];
  }, [store]);
  const { workspace, page } = history;
  return (
    <UploadsProvider workspace={workspace}>
      <ChangedTitle
        title={doc.getText(yTypes.title).toString()}
        other={other === null ? null : other.getText(yTypes.title).toString()}
        side={side}
      />
      <Suspense fallback={<PageSkeleton withTitle={false} />}>
        <ReadOnlyPage
          workspace={workspace}
          page={page}
          doc={doc}
          controls={controls}
          addOns={addOns}
        />
      </Suspense>
    </UploadsProvider>
  );
}

import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { PageHistory } from './PageHistory.ts';
import { usePageHistory } from './PageHistoryContext.ts';
import classes from './VersionOverlay.module.css';

// It has an editor's code with it, which most windows never need for this.
const VersionView = lazy(() => import('./VersionView.tsx'));

/** An old version in the page's place, while one is looked at; the page stays where it is, unseen. */
export function VersionOverlay({ children }: { readonly children: ReactNode }) {
  const history = usePageHistory();
  if (history === null) return children;
  return <Overlay history={history}>{children}</Overlay>;
}

function Overlay(props: { readonly history: PageHistory; readonly children: ReactNode }) {
  const { history, children } = props;
  const viewing = useStore(history.state, (state) => state.viewing);
  return (
    <>
      <div className={classes.page} hidden={viewing !== null}>
        {children}
      </div>
      <Suspense>{viewing !== null && <VersionView history={history} version={viewing} />}</Suspense>
    </>
  );
}

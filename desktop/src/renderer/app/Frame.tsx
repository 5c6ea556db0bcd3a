import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { CallDock } from '../calls/stage/CallDock.tsx';
import { PageArea } from '../documents/PageArea.tsx';
import { FollowFrame } from '../following/FollowFrame.tsx';
import { useLayout } from './AppContext.ts';
import classes from './Frame.module.css';
import { Header } from './Header.tsx';
import { RightPanel } from './RightPanel.tsx';
import { Sidebar } from './Sidebar.tsx';

/**
 * Sidebar, header, call slot, page and right panel. The call slot and the page stay where they are
 * in the document at every size of the call: only the grid changes, so no media starts again.
 */
export function Frame({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const callSize = useLayout((layout) => layout.callSize);
  const page = useRef<HTMLElement>(null);
  return (
    <div className={classes.frame}>
      <a
        className={classes.skip}
        href="#page"
        onClick={(event) => {
          // The fragment is the route: following the link would leave the page.
          event.preventDefault();
          page.current?.focus();
        }}
      >
        {t('app.skipToPage')}
      </a>
      <Sidebar workspace={workspace} />
      <div className={classes.column}>
        <Header workspace={workspace} />
        <div className={classes.body} data-call-size={callSize}>
          <section className={classes.call} aria-label={t('app.landmarks.call')}>
            <CallDock />
          </section>
          <main ref={page} id="page" className={classes.page} tabIndex={-1}>
            <PageArea workspace={workspace} />
          </main>
          <FollowFrame />
        </div>
      </div>
      <RightPanel />
    </div>
  );
}

import { useRef } from 'react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { CallSlot } from '../calls/prejoin/CallSlot.tsx';
import { PageArea } from '../documents/PageArea.tsx';
import { FollowFrame } from '../following/FollowFrame.tsx';
import { useLayout } from './AppContext.ts';
import classes from './Frame.module.css';
import { Header } from './Header.tsx';
import { isPageBeside } from './layoutStore.ts';
import { RightPanel } from './RightPanel.tsx';
import { Sidebar } from './Sidebar.tsx';
import { StagePageResizer } from './StagePageResizer.tsx';
import { useKeptWidth } from './useKeptWidth.ts';
import { usePageRoom } from './usePageRoom.ts';

/**
 * Sidebar, header, call slot, page and right panel. The call slot and the page stay where they are
 * in the document at every size of the call: only the grid changes, so no media starts again and no
 * editor loses its place. With the call on the stage the page is what the right panel shows until
 * another panel opens.
 */
export function Frame({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const callSize = useLayout((layout) => layout.callSize);
  const pageBeside = useLayout(isPageBeside);
  const { width: pageWidth } = useKeptWidth('stagePageWidth');
  const page = useRef<HTMLElement>(null);
  const body = usePageRoom();
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
        <div
          ref={body}
          className={classes.body}
          data-call-size={callSize}
          data-page-beside={pageBeside || undefined}
          style={{ '--page-width': `${String(pageWidth)}px` } as CSSProperties}
        >
          <section className={classes.call} aria-label={t('app.landmarks.call')}>
            <CallSlot />
          </section>
          <StagePageResizer className={classes.resizer} />
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

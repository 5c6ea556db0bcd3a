import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { useServices, useWorkspace } from '../app/AppContext.ts';
import classes from '../app/Sidebar.module.css';
import { shortcutOf } from '../app/shortcuts.ts';
import { useCreatePage } from '../app/useCreatePage.ts';
import { usePageIndex } from '../documents/PageIndexContext.ts';
import { useRecordingDrop } from '../recordings/useRecordingDrop.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { FavouritePages } from './FavouritePages.tsx';
import { PageTree } from './PageTree.tsx';
import { SharedPages } from './SharedPages.tsx';

/** The ways to pages: favourites, what others shared, the tree, and the trash. */
export function SidebarPages({ workspace }: { readonly workspace: WorkspaceId }) {
  const { t } = useTranslation();
  const { layout, runtime } = useServices();
  const { writable } = usePageIndex();
  const guest = useWorkspace(workspace)?.guest === true;
  const createPage = useCreatePage(workspace);
  const scroller = useRef<HTMLDivElement>(null);
  const drop = useRecordingDrop();
  return (
    <>
      <div
        ref={scroller}
        className={classes.pages}
        {...(writable && !guest ? { ...drop.target, 'data-drop': drop.over || undefined } : {})}
      >
        {!guest && <FavouritePages />}
        <SharedPages />
        {!guest && (
          <>
            <div className={classes.pagesHead}>
              <h2 className={classes.pagesTitle}>{t('sidebar.pages')}</h2>
              {writable && (
                <IconButton
                  size="small"
                  icon={IconPlus}
                  label={t('sidebar.newPage')}
                  shortcut={shortcutOf('newPage', runtime)}
                  onClick={() => createPage(null)}
                />
              )}
            </div>
            <PageTree scroller={scroller} />
          </>
        )}
      </div>
      {!guest && (
        <div className={classes.entries}>
          <button
            type="button"
            className={classes.entry}
            onClick={() => layout.setState({ dialog: 'trash', sidebarSheet: false })}
          >
            <IconTrash size={18} stroke={1.75} aria-hidden />
            {t('pages.trash.title')}
          </button>
        </div>
      )}
    </>
  );
}

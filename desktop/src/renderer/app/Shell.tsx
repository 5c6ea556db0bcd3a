import { useTranslation } from 'react-i18next';
import type { WorkspaceId } from '@confab/shared-types';
import { CallsProvider } from '../calls/CallsProvider.tsx';
import { CallAsideProvider } from '../calls/controls/CallAsideProvider.tsx';
import { RingCard } from '../calls/rings/RingCard.tsx';
import { CommentsProvider } from '../comments/CommentsProvider.tsx';
import { PageIndexContext, useFollowedIndex } from '../documents/PageIndexContext.ts';
import { FollowingProvider } from '../following/FollowingProvider.tsx';
import { PageHistoryProvider } from '../history/PageHistoryProvider.tsx';
import { RecordingsProvider } from '../recordings/RecordingsProvider.tsx';
import { useRuleSuggestions } from '../models/useRuleSuggestions.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useData, useHub, useServices } from './AppContext.ts';
import classes from './Centered.module.css';
import { Dialogs } from './Dialogs.tsx';
import { Frame } from './Frame.tsx';
import { goTo } from './route.ts';
import { useCurrentWorkspace, useRememberedPlace } from './useCurrentPlace.ts';
import { useWake } from './useWake.ts';
import { useDeepLinks } from './useDeepLinks.ts';
import { useNotices } from './useNotices.ts';
import { useShortcuts } from './useShortcuts.ts';

/** The app once the person has a name. */
export function Shell() {
  const workspace = useCurrentWorkspace();
  useDeepLinks();
  useWake();
  useNotices();
  useRuleSuggestions();
  return (
    <CallsProvider>
      <CallAsideProvider>
        <RecordingsProvider>
          {workspace === null ? <NoWorkspace /> : <Workspace key={workspace} id={workspace} />}
        </RecordingsProvider>
        <RingCard />
      </CallAsideProvider>
    </CallsProvider>
  );
}

function Workspace({ id }: { readonly id: WorkspaceId }) {
  const pages = useFollowedIndex(id);
  useRememberedPlace(pages);
  useShortcuts(id);
  return (
    <PageIndexContext value={pages}>
      <FollowingProvider>
        <PageHistoryProvider workspace={id}>
          <CommentsProvider workspace={id}>
            <Frame workspace={id} />
            <Dialogs workspace={id} />
          </CommentsProvider>
        </PageHistoryProvider>
      </FollowingProvider>
    </PageIndexContext>
  );
}

function NoWorkspace() {
  const { t } = useTranslation();
  const hub = useHub();
  const { route } = useServices();
  const any = useData(({ workspaces }) => workspaces.length > 0);
  const create = async (): Promise<void> => {
    const { id } = await hub.request('workspaces.create', {
      name: t('sidebar.newWorkspaceName'),
    });
    goTo(route, { workspace: id, page: null });
  };
  if (any) return null;
  return (
    <main className={classes.centered}>
      <EmptyState
        text={t('app.noWorkspace')}
        action={{ label: t('app.createWorkspace'), run: () => void create() }}
      />
    </main>
  );
}

import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { WorkspaceId } from '@confab/shared-types';
import { useRoute, useServices } from '../app/AppContext.ts';
import { isShortcut } from '../ui/shortcut.ts';
import { CommentsContext } from './CommentsContext.ts';
import { PageComments } from './PageComments.ts';
import { SeenComments } from './SeenComments.ts';

/** The comments of the open page, for the page, the panel and the header alike. */
export function CommentsProvider(props: {
  readonly workspace: WorkspaceId;
  readonly children: ReactNode;
}) {
  const { workspace, children } = props;
  const { hub, app, layout, runtime } = useServices();
  const page = useRoute((route) => route.page);
  const ofPage = useMemo(() => {
    if (page === null) return null;
    const self = () => {
      const profile = app.getState().data?.profile;
      if (profile === undefined) throw new Error('nobody is known yet who could comment');
      return { person: profile.person, name: profile.name ?? '' };
    };
    const comments = new PageComments({
      hub,
      workspace,
      page,
      self,
      now: Date.now,
      newId: () => crypto.randomUUID(),
    });
    const seen = new SeenComments({ page, self: self().person, storage: window.localStorage });
    const open = (thread: string | null): void => {
      layout.setState({ rightPanel: 'comments' });
      if (thread !== null) comments.activate(thread);
    };
    return { comments, seen, open };
  }, [app, hub, layout, page, workspace]);
  useEffect(() => ofPage?.comments.open(), [ofPage]);
  useEffect(() => {
    if (ofPage === null) return undefined;
    // What search found is opened once its comments are there.
    const openAsked = (): void => {
      const { thread } = layout.getState();
      if (thread === null) return;
      if (!ofPage.comments.state.getState().threads.some(({ id }) => id === thread)) return;
      layout.setState({ thread: null });
      ofPage.open(thread);
    };
    openAsked();
    const stops = [layout.subscribe(openAsked), ofPage.comments.state.subscribe(openAsked)];
    return () => stops.forEach((stop) => stop());
  }, [layout, ofPage]);
  useEffect(() => {
    if (ofPage === null) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isShortcut(event, 'mod+alt+M', runtime.platform)) return;
      event.preventDefault();
      const anchor = ofPage.comments.anchorAtCursor();
      ofPage.open(null);
      ofPage.comments.begin(anchor);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [ofPage, runtime]);
  return <CommentsContext value={ofPage}>{children}</CommentsContext>;
}

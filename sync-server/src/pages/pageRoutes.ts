import { sendNothing } from '../connections/Router.ts';
import type { Route } from '../connections/Router.ts';
import { askAboutPage } from './askAboutPage.ts';
import type { PageRemoval } from './PageRemoval.ts';

export function pageRoutes(removal: PageRemoval): readonly Route[] {
  return [
    {
      method: 'DELETE',
      path: '/api/workspaces/:id/pages/:page',
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        await removal.delete(workspace, page, by);
        sendNothing(call.response);
      },
    },
  ];
}

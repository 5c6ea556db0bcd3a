import type { HandlersOf } from '../rpc/handlers.ts';
import type { Pages } from './Pages.ts';

export function pageHandlers(pages: Pages): HandlersOf<`pages.${string}`> {
  return {
    'pages.create': async (page) => ({ page: await pages.create(page) }),
    'pages.duplicate': async ({ workspace, page, title }) => ({
      page: await pages.duplicate(workspace, page, title),
    }),
    'pages.move': async ({ workspace, page, to, parent }) => ({
      page: await pages.move(workspace, page, { workspace: to, parent }),
    }),
    'pages.delete': async ({ workspace, pages: doomed }) => {
      await pages.delete(workspace, doomed);
      return {};
    },
    'pages.saveCopy': ({ workspace, page, to }) => pages.saveCopy(workspace, page, to),
  };
}

import { ConfabError, idSchema, keepVersionSchema, nameVersionSchema } from '@confab/shared-types';
import { readJson, sendJson } from '../connections/Router.ts';
import type { HttpCall, Route } from '../connections/Router.ts';
import { askAboutPage } from '../pages/askAboutPage.ts';
import type { Versions } from './Versions.ts';

const versionsPath = '/api/workspaces/:id/pages/:page/versions';
const versionPath = `${versionsPath}/:version`;

export function versionRoutes(versions: Versions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: versionsPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        sendJson(call.response, 200, await versions.list(workspace, page, by));
      },
    },
    {
      method: 'POST',
      path: versionsPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        const { name } = await readJson(call.request, keepVersionSchema);
        sendJson(call.response, 201, await versions.keep(workspace, page, by, name));
      },
    },
    {
      method: 'GET',
      path: versionPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        const state = await versions.state(workspace, page, by, versionOf(call));
        call.response
          .writeHead(200, {
            'content-type': 'application/octet-stream',
            'content-length': state.length,
            'cache-control': 'no-store',
            'x-content-type-options': 'nosniff',
          })
          .end(state);
      },
    },
    {
      method: 'PATCH',
      path: versionPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        const id = versionOf(call);
        const { name } = await readJson(call.request, nameVersionSchema);
        sendJson(call.response, 200, await versions.rename(workspace, page, by, { id, name }));
      },
    },
  ];
}

/** Throws `version-unknown`: an id of another form was never given to one. */
function versionOf({ params }: HttpCall): string {
  const parsed = idSchema.safeParse(params['version']);
  if (!parsed.success) throw new ConfabError('version-unknown');
  return parsed.data;
}

import { accountIdSchema, addGuestSchema, changeGuestSchema } from '@confab/shared-types';
import { readJson, sendJson, sendNothing } from '../connections/Router.ts';
import type { Route } from '../connections/Router.ts';
import { askAboutPage } from '../pages/askAboutPage.ts';
import type { Guests } from './Guests.ts';

const guestsPath = '/api/workspaces/:id/pages/:page/guests';
const guestPath = `${guestsPath}/:account`;

export function guestRoutes(guests: Guests): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/shared-pages',
      async handle({ response, account }) {
        sendJson(response, 200, await guests.sharedWith(await account()));
      },
    },
    {
      method: 'GET',
      path: guestsPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        sendJson(call.response, 200, await guests.list(workspace, page, by));
      },
    },
    {
      method: 'POST',
      path: guestsPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        const wanted = await readJson(call.request, addGuestSchema);
        sendJson(call.response, 201, await guests.add(workspace, page, by, wanted));
      },
    },
    {
      method: 'PUT',
      path: guestPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        const account = accountIdSchema.parse(call.params['account']);
        const { role } = await readJson(call.request, changeGuestSchema);
        await guests.change(workspace, page, by, { account, role });
        sendNothing(call.response);
      },
    },
    {
      method: 'DELETE',
      path: guestPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        const account = accountIdSchema.parse(call.params['account']);
        await guests.remove(workspace, page, by, account);
        sendNothing(call.response);
      },
    },
  ];
}

import {
  actOnRingSchema,
  callIdSchema,
  ConfabError,
  ringActionSchema,
  ringIdSchema,
  roomEndedSchema,
  startCallSchema,
  startRingsSchema,
  startTranscriptionSchema,
  takeMinutesLeaseSchema,
  workspaceIdSchema,
} from '@confab/shared-types';
import { bearerToken } from '../accounts/accountRoutes.ts';
import type { Clock } from '../Clock.ts';
import type { MediaConfig } from '../config.ts';
import { readJson, readOptionalJson, sendJson, sendNothing } from '../connections/Router.ts';
import type { Route } from '../connections/Router.ts';
import type { Calls } from './Calls.ts';
import type { Rings } from './Rings.ts';
import { verifyRoomHook } from './verifyRoomHook.ts';

export function callRoutes(calls: Calls, rings: Rings): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/calls',
      async handle({ request, response, account }) {
        const by = await account();
        const { workspace, page } = await readJson(request, startCallSchema);
        sendJson(response, 200, await calls.start(workspace, page, by));
      },
    },
    {
      method: 'GET',
      path: '/api/workspaces/:id/calls',
      async handle({ response, params, account }) {
        const workspace = workspaceIdSchema.parse(params['id']);
        sendJson(response, 200, await calls.running(workspace, await account()));
      },
    },
    {
      method: 'POST',
      path: '/api/calls/:id/token',
      async handle({ response, params, account }) {
        const id = callIdSchema.parse(params['id']);
        sendJson(response, 200, await calls.ticket(id, await account()));
      },
    },
    {
      method: 'POST',
      path: '/api/calls/:id/look',
      async handle({ response, params, account }) {
        const id = callIdSchema.parse(params['id']);
        sendJson(response, 200, await calls.look(id, await account()));
      },
    },
    {
      method: 'POST',
      path: '/api/calls/:id/rings',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = callIdSchema.parse(params['id']);
        const { accounts } = await readJson(request, startRingsSchema);
        sendJson(response, 201, await calls.ring(id, by, accounts));
      },
    },
    {
      method: 'POST',
      path: '/api/calls/:id/transcription',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = callIdSchema.parse(params['id']);
        const start = await readJson(request, startTranscriptionSchema);
        sendJson(response, 200, await calls.startTranscription(id, by, start));
      },
    },
    {
      method: 'POST',
      path: '/api/calls/:id/minutes-lease',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = callIdSchema.parse(params['id']);
        const { holder } = await readJson(request, takeMinutesLeaseSchema);
        sendJson(response, 200, await calls.takeMinutesLease(id, by, holder));
      },
    },
    {
      method: 'DELETE',
      path: '/api/calls/:id/minutes-lease',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = callIdSchema.parse(params['id']);
        const { holder } = await readJson(request, takeMinutesLeaseSchema);
        await calls.giveBackMinutesLease(id, by, holder);
        sendNothing(response);
      },
    },
    {
      method: 'POST',
      path: '/api/rings/:id/:action',
      async handle({ request, response, params, account }) {
        const by = await account();
        const id = ringIdSchema.parse(params['id']);
        const action = ringActionSchema.parse(params['action']);
        const { message = null } = await readOptionalJson(request, actOnRingSchema);
        sendJson(response, 200, await rings.act(id, by, action, message));
      },
    },
  ];
}

/** What the media server tells; see `rooms.ts` of the shared types. */
export function roomHookRoutes(
  calls: Calls,
  media: MediaConfig | null,
  clock: Clock,
): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/internal/rooms/:room/ended',
      async handle({ request, response, params }) {
        if (media === null) throw new ConfabError('calls-unavailable');
        const room = params['room'] ?? '';
        await verifyRoomHook(media, bearerToken(request), room, clock.now());
        const { endedAt } = await readJson(request, roomEndedSchema);
        await calls.end(room, endedAt);
        sendNothing(response);
      },
    },
  ];
}

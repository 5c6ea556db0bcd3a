import {
  ConfabError,
  muteParticipantSchema,
  sendRoomDataSchema,
  updateParticipantSchema,
  type Participant,
  type RoomSummary,
} from '@confab/shared-types';
import type { IncomingMessage } from 'node:http';
import type { HttpAnswer } from '../HttpAnswer.ts';
import { muteProducer } from '../rooms/muteProducer.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { Rooms } from '../rooms/Rooms.ts';
import { readJson } from './readJson.ts';
import type { AdminTarget } from './verifyAdminToken.ts';

export interface AdminRoute {
  readonly method: 'GET' | 'DELETE' | 'PATCH' | 'POST';
  /** With the groups `room` and `identity`, URI-encoded. */
  readonly path: RegExp;
  /** Throws `ConfabError`. */
  readonly answer: (
    rooms: Rooms,
    target: AdminTarget,
    request: IncomingMessage,
  ) => HttpAnswer | Promise<HttpAnswer>;
}

const done: HttpAnswer = { status: 204 };

export const adminRoutes: readonly AdminRoute[] = [
  {
    method: 'GET',
    path: /^\/api\/rooms$/,
    answer: (rooms) => ({ status: 200, body: rooms.all.map(summarize) }),
  },
  {
    method: 'DELETE',
    path: /^\/api\/rooms\/(?<room>[^/]+)$/,
    answer(rooms, { room = '' }) {
      rooms.find(room)?.end();
      return done;
    },
  },
  {
    method: 'GET',
    path: /^\/api\/rooms\/(?<room>[^/]+)\/participants$/,
    answer(rooms, target) {
      const { roster } = roomOf(rooms, target);
      const body = [
        ...roster.inside.map((peer) => describe(peer, false)),
        ...roster.waiting.map((peer) => describe(peer, true)),
      ];
      return { status: 200, body };
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/rooms\/(?<room>[^/]+)\/participants\/(?<identity>[^/]+)$/,
    answer(rooms, { room = '', identity = '' }) {
      rooms.removePerson(room, identity);
      return done;
    },
  },
  {
    method: 'PATCH',
    path: /^\/api\/rooms\/(?<room>[^/]+)\/participants\/(?<identity>[^/]+)$/,
    async answer(rooms, target, request) {
      const { role } = await readJson(request, updateParticipantSchema);
      const room = roomOf(rooms, target);
      const { identity = '' } = target;
      const present = room.roster.of(identity).length > 0;
      // What a host made of them while they were here must not outlive it either.
      if (present || room.roles.isGiven(identity)) room.setRole(identity, role);
      if (!present) throw new ConfabError('peer-unknown');
      return done;
    },
  },
  {
    method: 'POST',
    path: /^\/api\/rooms\/(?<room>[^/]+)\/participants\/(?<identity>[^/]+)\/mute$/,
    async answer(rooms, target, request) {
      const { source } = await readJson(request, muteParticipantSchema);
      const room = roomOf(rooms, target);
      const peers = room.roster.of(target.identity ?? '');
      if (peers.length === 0) throw new ConfabError('peer-unknown');
      await muteProducer(room, peers, source, 'server');
      return done;
    },
  },
  {
    method: 'POST',
    path: /^\/api\/rooms\/(?<room>[^/]+)\/data$/,
    async answer(rooms, target, request) {
      const { topic, payload, identities } = await readJson(request, sendRoomDataSchema);
      for (const peer of roomOf(rooms, target).roster.inside) {
        if (identities && !identities.includes(peer.identity)) continue;
        peer.emit({ type: 'data', data: { from: 'server', topic, payload } });
      }
      return done;
    },
  },
];

/** Throws `not-found`. */
function roomOf(rooms: Rooms, { room }: AdminTarget): Room {
  const found = room === undefined ? undefined : rooms.find(room);
  if (!found) throw new ConfabError('not-found', 'room');
  return found;
}

function summarize({ id, createdAt, roster, rules }: Room): RoomSummary {
  return { room: id, createdAt, participants: roster.insideCount, rules };
}

function describe(peer: Peer, waiting: boolean): Participant {
  const { session, identity, name, role, joinedAt, reconnecting } = peer.info;
  const tracks = (peer.media?.producers ?? []).map(({ track, kind, source, paused }) => ({
    track,
    kind,
    source,
    paused,
  }));
  return { session, identity, name, role, joinedAt, reconnecting, waiting, tracks };
}

import { ConfabError } from '@confab/shared-types';
import { requireHost } from '../rooms/grants.ts';
import { muteProducer } from '../rooms/muteProducer.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { Answers } from './answerRequest.ts';

/** What only hosts may ask. People are meant whole: whatever session is named, all theirs are. */
export const hostAnswers = {
  setRules(room, host, rules) {
    requireHost(host.grants);
    room.setRules(rules);
    return {};
  },

  admit(room, host, { session }) {
    requireHost(host.grants);
    room.admit(waiting(room, session).identity);
    return {};
  },

  refuse(room, host, { session }) {
    requireHost(host.grants);
    room.refuse(waiting(room, session).identity);
    return {};
  },

  setRole(room, host, { session, role }) {
    requireHost(host.grants);
    const { identity } = inside(room, session);
    if (role !== 'host' && room.roles.isLastHost(identity)) throw new ConfabError('last-host');
    room.setRole(identity, role);
    return {};
  },

  async mutePeer(room, host, { session, source }) {
    requireHost(host.grants);
    await muteProducer(room, [inside(room, session)], source, host.identity);
    return {};
  },

  askToUnmute(room, host, { session, source }) {
    requireHost(host.grants);
    inside(room, session).emit({ type: 'unmuteAsked', data: { source, by: host.identity } });
    return {};
  },

  removePeer(room, host, { session }) {
    requireHost(host.grants);
    const { identity } = inside(room, session);
    if (identity === host.identity) throw new ConfabError('peer-unknown', 'oneself');
    room.removePerson(identity);
    return {};
  },

  endRoom(room, host) {
    requireHost(host.grants);
    room.end();
    return {};
  },
} satisfies Partial<Answers>;

function inside(room: Room, session: string): Peer {
  const peer = room.roster.find(session);
  if (!peer) throw new ConfabError('peer-unknown');
  return peer;
}

function waiting(room: Room, session: string): Peer {
  const peer = room.roster.findWaiting(session);
  if (!peer) throw new ConfabError('peer-unknown');
  return peer;
}

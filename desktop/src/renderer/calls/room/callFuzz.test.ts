import type { TrackSource } from '@confab/shared-types';
import { expect, test } from 'vitest';
import type { CallPeer } from './CallClient.ts';
import { CallFuzz, type FuzzCaller } from './testing/CallFuzz.ts';
import { infoOf, producersOf, type Member } from './testing/FakeRoom.ts';

/** The longer form: `CONFAB_FUZZ_SEEDS=1000 npx vitest run desktop/src/renderer/calls/room`. */
const seedCount = Number(process.env['CONFAB_FUZZ_SEEDS'] ?? 30);
const steps = 250;
/** Seeds that failed once, and would not run otherwise. */
const pinned: readonly number[] = [161, 463, 499, 687, 988];
const seeds = new Set([...Array.from({ length: seedCount }, (_, index) => index + 1), ...pinned]);

test.each([...seeds])('seed %i: everybody ends up with what the server has', async (seed) => {
  const fuzz = new CallFuzz(seed);
  await fuzz.run(steps);
  const { room } = fuzz.server;
  for (const caller of fuzz.callers) {
    const { phase, self } = caller.call.getState();
    if (phase === 'ended') continue;
    const member = [...room.members.values()].find(({ identity }) => identity === caller.name);
    if (!member) throw new Error(`${caller.name} is ${phase} and not in the room`);
    expect(phase).toBe(member.waiting ? 'waiting' : 'in-call');
    if (member.waiting) continue;
    expect(caller.unanswered).toBe(0);
    expect(self?.session).toBe(member.session);
    expectState(fuzz, caller, member);
    expectMedia(fuzz, caller, member);
  }
  expect(fuzz.faults).toEqual([]);
  expect(room.repeats).toEqual([]);
  const keys = fuzz.server.executed.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);

  fuzz.leaveAll();
  await fuzz.clock.pass(60_000);
  expect(fuzz.gone.map(({ line, unanswered }) => line.held + unanswered)).toEqual(
    fuzz.gone.map(() => 0),
  );
  expect(fuzz.gone.flatMap(({ line }) => line.transports.filter(({ closed }) => !closed))).toEqual(
    [],
  );
});

function expectState({ server: { room } }: CallFuzz, { call }: FuzzCaller, member: Member): void {
  const state = call.getState();
  const bySession = (a: { session: string }, b: { session: string }) =>
    a.session < b.session ? -1 : 1;
  const others = room.inside.filter((other) => other !== member).map(infoOf);
  expect(state.peers.map(toInfo).sort(bySession)).toEqual(others.sort(bySession));
  expect(state.self && toInfo(state.self)).toEqual(infoOf(member));
  const { rules, waiting, transcription } = room.stateFor(member);
  expect(state).toMatchObject({ rules, waiting, transcription, grants: member.grants });
  const shown = state.chat.map(({ id }) => id);
  expect(shown).toEqual(expect.arrayContaining(room.chat.map(({ id }) => id)));
  expect(new Set(shown).size).toBe(shown.length);
}

function expectMedia(
  { server: { room } }: CallFuzz,
  { call, hidden }: FuzzCaller,
  member: Member,
): void {
  const state = call.getState();
  for (const other of room.inside) {
    const peer = other === member ? state.self : state.peers.find(isOf(other));
    const sent = producersOf(other).map(({ source, track, paused }) => [source, track, paused]);
    const shown = Object.values(peer?.tracks ?? {}).map((track) => [
      track.source,
      track.track,
      track.muted,
    ]);
    expect(shown.sort()).toEqual(sent.sort());
    if (other !== member) expectReceived(state.audioOnly !== 'off', hidden, member, other, peer);
  }
}

function expectReceived(
  audioOnly: boolean,
  hidden: ReadonlySet<string>,
  member: Member,
  other: Member,
  peer: CallPeer | null | undefined,
): void {
  for (const { producer, source, kind } of producersOf(other)) {
    const consumers = [...member.consumers.values()].filter((known) => known.producer === producer);
    const isHidden = hidden.has(`${other.session}/${source}`);
    const paused = kind === 'video' && (audioOnly || isHidden);
    expect(consumers).toEqual([{ producer, paused }]);
    const media = mediaOf(peer, source);
    if (kind === 'video' && audioOnly) expect(media).toBeNull();
    else expect(media?.readyState).toBe('live');
  }
}

const mediaOf = (peer: CallPeer | null | undefined, source: TrackSource) =>
  peer?.tracks[source]?.media;
const isOf =
  ({ session }: Member) =>
  (peer: CallPeer) =>
    peer.session === session;

function toInfo({ session, identity, name, joinedAt, reconnecting, handRaised, role }: CallPeer) {
  return { session, identity, name, joinedAt, reconnecting, handRaised, role };
}

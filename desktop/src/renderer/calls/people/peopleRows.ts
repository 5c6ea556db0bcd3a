import type { CallPeer, CallState } from '../room/callState.ts';

/** Somebody as a line of the people panel. */
export interface PersonRow {
  readonly peer: CallPeer;
  readonly own: boolean;
  /** 1: raised first; null: hand is down. */
  readonly hand: number | null;
  /** Of a person who is in from several devices, which one this is; null: from one alone. */
  readonly device: { readonly number: number; readonly of: number } | null;
}

/**
 * Raised hands first, in their order; then oneself, then the others by name. `search` is looked for
 * in the names, whatever the case.
 */
export function peopleRows(
  call: CallState,
  hands: readonly string[],
  search: string,
  language: string,
): readonly PersonRow[] {
  const { self, peers } = call;
  const everybody = self === null ? peers : [self, ...peers];
  const wanted = search.trim().toLocaleLowerCase();
  const names = new Intl.Collator(language);
  return everybody
    .map((peer) => ({
      peer,
      own: peer.session === self?.session,
      hand: peer.handRaised ? hands.indexOf(peer.session) + 1 || hands.length + 1 : null,
      device: deviceOf(peer, everybody),
    }))
    .filter(({ peer }) => peer.name.toLocaleLowerCase().includes(wanted))
    .toSorted(
      (a, b) =>
        (a.hand ?? everybody.length + 1) - (b.hand ?? everybody.length + 1) ||
        Number(b.own) - Number(a.own) ||
        names.compare(a.peer.name, b.peer.name) ||
        (a.device?.number ?? 0) - (b.device?.number ?? 0),
    );
}

function deviceOf(peer: CallPeer, everybody: readonly CallPeer[]): PersonRow['device'] {
  const same = everybody
    .filter(({ identity }) => identity === peer.identity)
    .toSorted((a, b) => a.joinedAt - b.joinedAt);
  if (same.length === 1) return null;
  return { number: same.indexOf(peer) + 1, of: same.length };
}

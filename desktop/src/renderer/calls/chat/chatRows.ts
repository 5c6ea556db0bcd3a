import type { CallState } from '../room/callState.ts';
import { isOwn } from './chatStore.ts';
import type { OutgoingMessage } from './chatStore.ts';

/** A message as a line of the panel. */
export interface ChatRow {
  readonly id: string;
  readonly identity: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
  readonly own: boolean;
  readonly state: 'sent' | OutgoingMessage['state'];
  /** First of what one person wrote in one go: name and time stand above it. */
  readonly head: boolean;
}

/** After a pause this long the name and time are said again. */
const pauseMs = 5 * 60_000;

/** Everything written so far, oldest first, one's own that is on its way at the end. */
export function chatRows(
  call: CallState,
  outgoing: readonly OutgoingMessage[],
): readonly ChatRow[] {
  const { self } = call;
  const said = call.chat.map((message) => ({
    ...message,
    own: isOwn(message, call),
    state: 'sent' as const,
  }));
  const identity = self?.identity ?? '';
  const name = self?.name ?? '';
  const waiting = outgoing.map((message) => ({ ...message, identity, name, own: true }));
  return [...said, ...waiting].map((row, index, all) => {
    const { id, text, at, own, state } = row;
    const before = all[index - 1];
    const head =
      before === undefined || before.identity !== row.identity || at - before.at > pauseMs;
    return { id, identity: row.identity, name: row.name, text, at, own, state, head };
  });
}

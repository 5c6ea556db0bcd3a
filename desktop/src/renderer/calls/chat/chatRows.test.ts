import { describe, expect, it } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import { chatRows } from './chatRows.ts';

const minute = 60_000;

function said(...messages: readonly (readonly [identity: string, at: number])[]) {
  const call = new FakeCall();
  call.set({
    self: call.peer('anna'),
    chat: messages.map(([identity, at], index) => ({
      ...{ id: `message-${index}`, identity, name: identity, at, text: 'words' },
      session: `${identity}-session`,
    })),
  });
  return call.getState();
}

describe('chatRows', () => {
  it('says the name once for what one person writes in one go', () => {
    const rows = chatRows(said(['bob', 0], ['bob', minute], ['anna', minute], ['bob', minute]), []);
    expect(rows.map(({ head }) => head)).toEqual([true, false, true, true]);
    expect(rows.map(({ own }) => own)).toEqual([false, false, true, false]);
  });

  it('says it again after a pause', () => {
    const rows = chatRows(said(['bob', 0], ['bob', 6 * minute]), []);
    expect(rows.map(({ head }) => head)).toEqual([true, true]);
  });

  it('puts what is on its way at the end, in one’s own name', () => {
    const outgoing = [{ id: 'own', text: 'hello', at: minute, state: 'sending' as const }];
    const rows = chatRows(said(['anna', 0]), outgoing);
    expect(rows[1]).toMatchObject({ name: 'anna', own: true, state: 'sending', head: false });
  });
});

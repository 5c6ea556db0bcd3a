import { expect, test } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { AwarenessRelay, stampedUser } from './AwarenessRelay.ts';
import type { AwarenessMember } from './AwarenessRelay.ts';

const doc = 'workspace-1/page/page-0001';

/** A member whose states are kept by y-protocols' own awareness. */
function member(name: string) {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  const relayed: AwarenessMember = {
    user: { account: `${name}-account`, person: `${name}-person`, name, color: '#0B776C' },
    onAwareness: (_doc, update) => applyAwarenessUpdate(awareness, update, 'relay'),
  };
  return { awareness, relayed };
}

function stateOf(state: Record<string, unknown>): { update: Uint8Array; client: number } {
  const source = new Awareness(new Y.Doc());
  source.setLocalState(state);
  const update = encodeAwarenessUpdate(source, [source.clientID]);
  source.doc.destroy();
  return { update, client: source.clientID };
}

test('a cursor reaches the others with the name of its session, whatever it claims', () => {
  const relay = new AwarenessRelay();
  const [alice, bob] = [member('alice'), member('bob')];
  relay.join(doc, alice.relayed);
  relay.join(doc, bob.relayed);
  const { update, client } = stateOf({ cursor: 7, user: { name: 'mallory' } });
  relay.receive(doc, alice.relayed, update);
  expect(bob.awareness.getStates().get(client)).toEqual({ cursor: 7, user: alice.relayed.user });
  expect(alice.awareness.getStates().has(client)).toBe(false);

  const late = member('carol');
  relay.join(doc, late.relayed);
  expect(late.awareness.getStates().get(client)).toMatchObject({ cursor: 7 });
  relay.leave(doc, alice.relayed);
  expect(bob.awareness.getStates().has(client)).toBe(false);
  expect(late.awareness.getStates().has(client)).toBe(false);
});

test('nobody moves or removes the cursor of somebody else', () => {
  const relay = new AwarenessRelay();
  const [alice, bob, carol] = [member('alice'), member('bob'), member('carol')];
  for (const each of [alice, bob, carol]) relay.join(doc, each.relayed);
  const source = new Awareness(new Y.Doc());
  source.setLocalState({ cursor: 1 });
  relay.receive(doc, alice.relayed, encodeAwarenessUpdate(source, [source.clientID]));
  source.setLocalState({ cursor: 2 });
  relay.receive(doc, bob.relayed, encodeAwarenessUpdate(source, [source.clientID]));
  source.setLocalState(null);
  relay.receive(doc, bob.relayed, encodeAwarenessUpdate(source, [source.clientID]));
  expect(carol.awareness.getStates().get(source.clientID)).toMatchObject({ cursor: 1 });
  relay.receive(doc, alice.relayed, encodeAwarenessUpdate(source, [source.clientID]));
  expect(carol.awareness.getStates().has(source.clientID)).toBe(false);
});

test('what is no awareness update is refused by its code', () => {
  const relay = new AwarenessRelay();
  const { relayed } = member('alice');
  relay.join(doc, relayed);
  expect(() => relay.receive(doc, relayed, Uint8Array.of(1, 1))).toThrow('malformed-message');
  expect(() => relay.receive(doc, relayed, new Uint8Array(70_000))).toThrow('message-too-large');
});

test('a person has one colour everywhere', () => {
  const account = { id: 'account-1', person: 'person-1', name: 'Anna', email: 'a@example.org' };
  expect(stampedUser(account).color).toMatch(/^#[0-9A-F]{6}$/);
  expect(stampedUser({ ...account, id: 'account-2' }).color).toBe(stampedUser(account).color);
});

import { ConfabError } from '@confab/shared-types';
import type { Account, AwarenessUser, DocKey } from '@confab/shared-types';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** One connection that takes part in the awareness of documents. */
export interface AwarenessMember {
  /** Stamped on every update as it is then: a new name shows from the next one on. */
  readonly user: AwarenessUser;
  onAwareness(doc: DocKey, update: Uint8Array): void;
}

interface ClientState {
  readonly clock: number;
  /** Null: the client is gone. */
  readonly state: Record<string, unknown> | null;
  readonly owner: AwarenessMember;
}

interface Room {
  readonly members: Set<AwarenessMember>;
  readonly clients: Map<number, ClientState>;
}

const updateLimitBytes = 64 * 1024;
const clientsOfMember = 16;

/**
 * Passes cursors and presence between those who have a document open, in the encoding of
 * y-protocols' awareness. Who somebody is comes from their session: `user` in their state is
 * replaced, and a client id belongs to the connection that brought it until that connection ends.
 */
export class AwarenessRelay {
  readonly #rooms = new Map<DocKey, Room>();

  join(doc: DocKey, member: AwarenessMember): void {
    const room = this.#rooms.get(doc) ?? { members: new Set(), clients: new Map() };
    this.#rooms.set(doc, room);
    room.members.add(member);
    this.tell(doc, member);
  }

  /** Sends a member everybody's state as it is now. */
  tell(doc: DocKey, member: AwarenessMember): void {
    const clients = this.#rooms.get(doc)?.clients;
    if (clients !== undefined && clients.size > 0) member.onAwareness(doc, encodeClients(clients));
  }

  /** Throws `malformed-message` or `message-too-large`. */
  receive(doc: DocKey, member: AwarenessMember, update: Uint8Array): void {
    if (update.length > updateLimitBytes) throw new ConfabError('message-too-large');
    const room = this.#rooms.get(doc);
    if (room === undefined || !room.members.has(member)) return;
    const accepted = new Map<number, ClientState>();
    for (const { client, clock, state } of decodeUpdate(update)) {
      const known = room.clients.get(client);
      if (known !== undefined && known.owner !== member) continue;
      if (known === undefined && countOf(room, member) >= clientsOfMember) continue;
      if (known !== undefined && clock < known.clock) continue;
      const stamped = state === null ? null : { ...state, user: member.user };
      const entry = { clock, state: stamped, owner: member };
      accepted.set(client, entry);
      if (stamped === null) room.clients.delete(client);
      else room.clients.set(client, entry);
    }
    this.#pass(doc, room, member, accepted);
  }

  /** Takes the member's cursors away from everybody else. */
  leave(doc: DocKey, member: AwarenessMember): void {
    const room = this.#rooms.get(doc);
    if (room === undefined || !room.members.delete(member)) return;
    const gone = new Map<number, ClientState>();
    for (const [client, entry] of room.clients) {
      if (entry.owner !== member) continue;
      room.clients.delete(client);
      gone.set(client, { ...entry, state: null });
    }
    this.#pass(doc, room, member, gone);
    if (room.members.size === 0) this.#rooms.delete(doc);
  }

  #pass(
    doc: DocKey,
    room: Room,
    from: AwarenessMember,
    clients: ReadonlyMap<number, ClientState>,
  ): void {
    if (clients.size === 0) return;
    const update = encodeClients(clients);
    for (const member of room.members) {
      if (member !== from) member.onAwareness(doc, update);
    }
  }
}

const colors = [
  '#B4472F',
  '#9A5B00',
  '#6B6A00',
  '#3C7A2A',
  '#0B776C',
  '#0A7391',
  '#2F66C4',
  '#5B57C8',
  '#8747B8',
  '#A93C8E',
  '#B83A61',
  '#6F6259',
] as const;

/** Who an account is to others in a document; the colour follows from the person's id. */
export function stampedUser(account: Account): AwarenessUser {
  let sum = 0;
  for (const character of account.person) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  const color = colors[sum % colors.length] ?? colors[0];
  return { account: account.id, person: account.person, name: account.name, color };
}

function countOf(room: Room, member: AwarenessMember): number {
  let count = 0;
  for (const { owner } of room.clients.values()) if (owner === member) count += 1;
  return count;
}

function encodeClients(clients: ReadonlyMap<number, ClientState>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, { clock, state }] of clients) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  }
  return encoding.toUint8Array(encoder);
}

function decodeUpdate(
  update: Uint8Array,
): readonly { client: number; clock: number; state: Record<string, unknown> | null }[] {
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    return Array.from({ length: Math.min(count, updateLimitBytes) }, () => {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      return { client, clock, state: asState(JSON.parse(decoding.readVarString(decoder))) };
    });
  } catch (cause) {
    throw new ConfabError('malformed-message', 'not an awareness update', { cause });
  }
}

function asState(value: unknown): Record<string, unknown> | null {
  if (value === null) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw new TypeError('not a state');
  return value as Record<string, unknown>;
}

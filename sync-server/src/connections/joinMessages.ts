interface Joined {
  readonly messages: readonly Buffer[];
  readonly bytes: Buffer;
}

/** By the first message: what was put together last with it. */
const known = new WeakMap<Buffer, Joined>();

/**
 * Messages in one piece. Everybody who has a document open is sent the same ones in the same turn:
 * they are put together once, and each connection makes one plain write of them.
 */
export function joinMessages(messages: readonly Buffer[]): Buffer {
  const [first] = messages;
  if (first === undefined) return Buffer.alloc(0);
  if (messages.length === 1) return first;
  const before = known.get(first);
  if (before !== undefined && areSame(before.messages, messages)) return before.bytes;
  const bytes = Buffer.concat(messages);
  known.set(first, { messages, bytes });
  return bytes;
}

function areSame(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';

import { z } from 'zod';

/**
 * The conversation between a launcher and the keeper of the local servers: lines of JSON over a TCP
 * connection on loopback. The connection itself is the attachment: a launcher that dies has left.
 */

export const serverStateSchema = z.enum(['starting', 'ready', 'failed', 'absent']);
export type ServerState = z.infer<typeof serverStateSchema>;

export const pairStateSchema = z.object({
  syncUrl: z.url(),
  sync: serverStateSchema,
  media: serverStateSchema,
});
/** Sent by the keeper at once and whenever it changes. */
export type PairState = z.infer<typeof pairStateSchema>;

/** The first line of a launcher says that it may attach, the second one that it leaves. */
export const launcherMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('attach'), token: z.string() }),
  z.object({ type: z.literal('leave') }),
]);
export type LauncherMessage = z.infer<typeof launcherMessageSchema>;

/** What `keeper.json` holds: how to reach the keeper that runs. */
export const keeperRecordSchema = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  token: z.string().min(1),
});
export type KeeperRecord = z.infer<typeof keeperRecordSchema>;

export function sendLine(socket: Socket, message: LauncherMessage | PairState): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls the listener with each line that parses; a line that does not ends the connection. */
export function onLines<T>(
  socket: Socket,
  schema: z.ZodType<T>,
  listener: (message: T) => void,
): void {
  const lines = createInterface({ input: socket });
  // It passes on the socket's errors: refused or reset, `close` follows and says all there is to say.
  lines.on('error', () => socket.destroy());
  lines.on('line', (line) => {
    const parsed = parse(line, schema);
    if (parsed === null) socket.destroy();
    else listener(parsed);
  });
}

function parse<T>(line: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

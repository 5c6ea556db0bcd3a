import { ConfabError, signalingMessageLimitBytes } from '@confab/shared-types';
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { deepestNesting, isDeeperThan } from '../signaling/isDeeperThan.ts';

/** The request's body; as large and as deep as a signalling message at most. Throws `message-too-large`, `malformed-message`. */
export async function readJson<T extends z.ZodType>(
  request: IncomingMessage,
  schema: T,
): Promise<z.output<T>> {
  const body = await readBody(request);
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new ConfabError('malformed-message', 'not JSON', { cause: error });
  }
  if (isDeeperThan(value, deepestNesting)) throw new ConfabError('malformed-message', 'too deep');
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'body');
    throw new ConfabError('malformed-message', fields.join(', ').slice(0, 500));
  }
  return parsed.data;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > signalingMessageLimitBytes) break;
    chunks.push(chunk);
  }
  if (bytes <= signalingMessageLimitBytes) return Buffer.concat(chunks);
  // The connection lives on, so the rest has to run off.
  request.resume();
  throw new ConfabError('message-too-large');
}

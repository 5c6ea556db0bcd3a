import { ConfabError } from '@confab/shared-types';
import { z } from 'zod';

const textLimitBytes = 64 * 1024;

/**
 * Reads a JSON text message. Throws `message-too-large`, `malformed-message`, or `unknown-message`
 * when only its `type` is not known.
 */
export function parseTextMessage<T>(data: Buffer, isBinary: boolean, schema: z.ZodType<T>): T {
  if (data.length > textLimitBytes) throw new ConfabError('message-too-large');
  if (isBinary) throw new ConfabError('malformed-message', 'expected text');
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch (cause) {
    throw new ConfabError('malformed-message', 'not JSON', { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (isUnknownType(value, parsed.error)) throw new ConfabError('unknown-message');
  throw parsed.error;
}

function isUnknownType(value: unknown, error: z.ZodError): boolean {
  const named = z.object({ type: z.string() }).safeParse(value).success;
  return named && error.issues.some((issue) => issue.path.join('.') === 'type');
}

import {
  ConfabError,
  signalingMessageLimitBytes,
  signalingRequestEnvelopeSchema,
  signalingRequests,
  type SignalingRequestType,
} from '@confab/shared-types';
import type { z } from 'zod';
import { deepestNesting, isDeeperThan } from './isDeeperThan.ts';

/** Data as it comes out of its schema. */
export type RequestData<T extends SignalingRequestType> = z.output<
  (typeof signalingRequests)[T]['data']
>;

export type Request = {
  [T in SignalingRequestType]: {
    readonly id: number;
    readonly key: string | undefined;
    readonly type: T;
    readonly data: RequestData<T>;
  };
}[SignalingRequestType];

export type ParsedRequest =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly id: number | null; readonly error: ConfabError };

/** Never throws: what does not parse comes back as the error to answer, with the id if it has one. */
export function parseRequest(message: Buffer, isBinary: boolean): ParsedRequest {
  if (isBinary) return refuse(null, 'malformed-message', 'binary');
  if (message.byteLength > signalingMessageLimitBytes) return refuse(null, 'message-too-large');
  let value: unknown;
  try {
    value = JSON.parse(message.toString('utf8'));
  } catch {
    return refuse(null, 'malformed-message', 'not JSON');
  }
  const id = idOf(value);
  if (isDeeperThan(value, deepestNesting)) return refuse(id, 'malformed-message', 'too deep');
  const envelope = signalingRequestEnvelopeSchema.safeParse(value);
  if (!envelope.success) return refuse(id, 'malformed-message', describeIssues(envelope.error));
  const { type, key } = envelope.data;
  if (!isRequestType(type)) return refuse(envelope.data.id, 'unknown-message', type);
  const data = signalingRequests[type].data.safeParse(envelope.data.data);
  if (!data.success) {
    return refuse(envelope.data.id, 'malformed-message', describeIssues(data.error));
  }
  return { ok: true, request: { id: envelope.data.id, key, type, data: data.data } as Request };
}

function refuse(
  id: number | null,
  code: ConstructorParameters<typeof ConfabError>[0],
  detail?: string,
): ParsedRequest {
  return { ok: false, id, error: new ConfabError(code, detail) };
}

function isRequestType(type: string): type is SignalingRequestType {
  return Object.hasOwn(signalingRequests, type);
}

/** The id of a request whose rest is wrong, so that its sender can tell which one failed. */
function idOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'number' && Number.isSafeInteger(value.id) ? value.id : null;
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, code }) => `${path.join('.') || 'message'}: ${code}`)
    .join(', ')
    .slice(0, 500);
}

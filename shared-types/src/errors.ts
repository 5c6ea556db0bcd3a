import { z } from 'zod';

/**
 * Every error that crosses a process or a network, by a stable code. The text a person reads is
 * found by this code in the app's catalogues; `detail` is for logs and for filling in names.
 */
export const errorCodes = [
  // any conversation
  'malformed-message',
  'unknown-message',
  'message-too-large',
  'protocol-mismatch',
  'too-many-requests',
  'internal',
  'not-found',
  'timeout',
  'cancelled',
  // identity
  'unauthenticated',
  'token-invalid',
  'token-expired',
  'wrong-credentials',
  'email-taken',
  'password-too-short',
  'no-permission',
  // documents
  'page-deleted',
  'page-too-large',
  'newer-schema',
  'resync-needed',
  'storage-full',
  'storage-failed',
  'data-damaged',
  'version-unknown',
  // workspaces and files
  'workspace-bound-elsewhere',
  'invitation-invalid',
  'invitation-expired',
  'file-too-large',
  'file-hash-mismatch',
  'edits-waiting',
  // moving in and out
  'import-unreadable',
  'backup-invalid',
  'link-refused',
  // network
  'server-unreachable',
  'not-connected',
  // calls
  'room-full',
  'room-locked',
  'not-admitted',
  'last-host',
  'peer-unknown',
  'session-expired',
  'no-grant',
  'transport-unknown',
  'producer-unknown',
  'consumer-unknown',
  'cannot-consume',
  'already-done',
  'media-unavailable',
  'calls-unavailable',
  'ring-ended',
  // transcription
  'model-missing',
  'model-file-missing',
  'model-invalid',
  'transcriber-stopped',
  'transcriber-busy',
  'model-out-of-memory',
  'language-unsupported',
  'audio-unreadable',
  'summary-model-failed',
  'recording-unreadable',
  'recording-without-sound',
  'recording-interrupted',
  // the shell
  'autostart-failed',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export const wireErrorSchema = z.object({
  code: errorCodeSchema,
  detail: z.string().max(2000).optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

/** Thrown on either side of a conversation; `code` is what travels. */
export class ConfabError extends Error {
  override readonly name = 'ConfabError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  toWire(): WireError {
    return this.detail === undefined
      ? { code: this.code }
      : { code: this.code, detail: this.detail };
  }

  static fromWire(error: WireError): ConfabError {
    return new ConfabError(error.code, error.detail);
  }
}

/** WebSocket close codes the servers use, RFC 6455 private range. */
export const closeCodes = {
  protocolMismatch: 4400,
  unauthenticated: 4401,
  noPermission: 4403,
  tooManyBadMessages: 4408,
  replaced: 4409,
  tooSlow: 4413,
  tooManyRequests: 4429,
  shuttingDown: 1001,
} as const;

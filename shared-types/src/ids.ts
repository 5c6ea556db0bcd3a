import { z } from 'zod';

/**
 * Unguessable ids: 21 characters of the URL-safe alphabet carry 126 random bits. Longer ones are
 * accepted because content made elsewhere (a stock Yjs client, an import) brings its own.
 */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** A person, as content refers to them: made with the profile, claimed by an account at sign-up. */
export const personIdSchema = idSchema;
export type PersonId = z.infer<typeof personIdSchema>;

export const accountIdSchema = idSchema;
export type AccountId = z.infer<typeof accountIdSchema>;

export const workspaceIdSchema = idSchema;
export type WorkspaceId = z.infer<typeof workspaceIdSchema>;

export const pageIdSchema = idSchema;
export type PageId = z.infer<typeof pageIdSchema>;

export const callIdSchema = idSchema;
export type CallId = z.infer<typeof callIdSchema>;

/**
 * A recording has documents like a call's, under an id of this beginning: no server gave it out, so
 * rights come from the workspace's roles instead of the call's people.
 */
export const recordingIdPrefix = 'recording-';
export function isRecording(id: string): boolean {
  return id.startsWith(recordingIdPrefix);
}

export const ringIdSchema = idSchema;
export type RingId = z.infer<typeof ringIdSchema>;

/** Lower-case hex SHA-256 of a file's bytes. */
export const fileHashSchema = z.string().regex(/^[0-9a-f]{64}$/);
export type FileHash = z.infer<typeof fileHashSchema>;

/**
 * The Yjs documents of a workspace. `index` is the page tree; a page has its content and its
 * comments; a call has what everyone in it may write (`call/…`) and one document of spoken lines
 * for each speaker (`speech/<call>/<account>`).
 */
export const docNameSchema = z
  .string()
  .max(150)
  .regex(
    /^(index|(page|comments|call)\/[A-Za-z0-9_-]{8,64}|speech\/[A-Za-z0-9_-]{8,64}\/[A-Za-z0-9_-]{8,64})$/,
  );
export type DocName = z.infer<typeof docNameSchema>;

/** `<workspace>/<doc name>`: the key of a document everywhere, also the path after `/yjs/`. */
export const docKeySchema = z
  .string()
  .max(220)
  .regex(
    /^[A-Za-z0-9_-]{8,64}\/(index|(page|comments|call)\/[A-Za-z0-9_-]{8,64}|speech\/[A-Za-z0-9_-]{8,64}\/[A-Za-z0-9_-]{8,64})$/,
  );
export type DocKey = z.infer<typeof docKeySchema>;

import { randomBytes } from 'node:crypto';

/** An unguessable id: 21 characters of the URL-safe alphabet, 126 random bits. */
export function randomId(): string {
  return randomBytes(16).toString('base64url').slice(0, 21);
}

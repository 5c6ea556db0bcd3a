import { randomBytes } from 'node:crypto';

/** An unguessable id: 128 random bits in the URL-safe alphabet, 22 characters. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

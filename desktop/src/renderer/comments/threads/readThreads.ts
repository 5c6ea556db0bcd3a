import { commentSchema, commentThreadSchema, yTypes } from '@confab/shared-types';
import type { Comment, CommentThread } from '@confab/shared-types';
import * as Y from 'yjs';

/** A thread with what was said in it, oldest first. */
export interface Thread extends CommentThread {
  readonly comments: readonly Comment[];
}

/**
 * The threads of a comments document, oldest first. What does not parse is left out and left alone;
 * a thread whose every comment was deleted is not shown.
 */
export function readThreads(doc: Y.Doc): readonly Thread[] {
  const threads: Thread[] = [];
  for (const value of doc.getMap(yTypes.threads).values()) {
    const thread = readThread(value);
    if (thread?.comments.some(({ deletedAt }) => deletedAt === null) === true) threads.push(thread);
  }
  return threads.sort(byAge);
}

function readThread(value: unknown): Thread | null {
  if (!(value instanceof Y.Map)) return null;
  const parsed = commentThreadSchema.safeParse(value.toJSON());
  const said: unknown = value.get('comments');
  if (!parsed.success || !(said instanceof Y.Map)) return null;
  const comments: Comment[] = [];
  for (const comment of said.values()) {
    const read = readComment(comment);
    if (read !== null) comments.push(read);
  }
  return { ...parsed.data, comments: comments.sort(byAge) };
}

function readComment(value: unknown): Comment | null {
  const parsed = commentSchema.safeParse(value instanceof Y.Map ? value.toJSON() : value);
  if (!parsed.success) return null;
  // An edit made elsewhere at the same time may have brought words back: deleting wins.
  return parsed.data.deletedAt === null ? parsed.data : { ...parsed.data, body: '', mentions: [] };
}

function byAge(
  one: { readonly createdAt: number; readonly id: string },
  other: { readonly createdAt: number; readonly id: string },
): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}

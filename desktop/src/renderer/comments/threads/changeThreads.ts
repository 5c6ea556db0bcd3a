import { yTypes } from '@confab/shared-types';
import type { Comment, CommentAnchor, CommentThread, PersonId } from '@confab/shared-types';
import * as Y from 'yjs';

/** What a comment says, as it is stored. */
export type CommentWords = Pick<Comment, 'body' | 'mentions'>;

export interface NewComment extends CommentWords {
  readonly id: string;
  readonly author: PersonId;
  readonly authorName: string;
  readonly createdAt: number;
}

/** Begins a thread with its first comment, in one transaction. */
export function createThread(
  doc: Y.Doc,
  thread: { readonly id: string; readonly anchor: CommentAnchor | null },
  first: NewComment,
): void {
  const { createdAt } = first;
  const entry: CommentThread = { ...thread, createdAt, resolvedAt: null, resolvedBy: null };
  const map = new Y.Map<unknown>(Object.entries(entry));
  map.set('comments', new Y.Map([[first.id, commentMap(first)]]));
  doc.getMap(yTypes.threads).set(thread.id, map);
}

/** An answer opens a resolved thread again. */
export function addReply(doc: Y.Doc, thread: string, reply: NewComment): void {
  const map = threadMap(doc, thread);
  const comments = map?.get('comments');
  if (map === null || !(comments instanceof Y.Map)) return;
  doc.transact(() => {
    comments.set(reply.id, commentMap(reply));
    if (map.get('resolvedAt') !== null) setResolved(map, null);
  });
}

export function editComment(
  doc: Y.Doc,
  thread: string,
  comment: string,
  words: CommentWords,
  now: number,
): void {
  changeComment(doc, thread, comment, { ...words, editedAt: now });
}

/** Takes the words away; the answers below keep their place. */
export function deleteComment(doc: Y.Doc, thread: string, comment: string, now: number): void {
  changeComment(doc, thread, comment, { body: '', mentions: [], deletedAt: now });
}

/** Undoes {@link deleteComment}. */
export function restoreComment(
  doc: Y.Doc,
  thread: string,
  comment: string,
  words: CommentWords,
): void {
  changeComment(doc, thread, comment, { ...words, deletedAt: null });
}

export function resolveThread(doc: Y.Doc, thread: string, by: PersonId, now: number): void {
  const map = threadMap(doc, thread);
  if (map !== null) doc.transact(() => setResolved(map, { by, now }));
}

export function reopenThread(doc: Y.Doc, thread: string): void {
  const map = threadMap(doc, thread);
  if (map !== null) doc.transact(() => setResolved(map, null));
}

/** The words a thread hangs at are somewhere else now. */
export function moveAnchor(doc: Y.Doc, thread: string, anchor: CommentAnchor): void {
  threadMap(doc, thread)?.set('anchor', anchor);
}

function commentMap(comment: NewComment): Y.Map<unknown> {
  const whole: Comment = {
    ...comment,
    mentions: [...comment.mentions],
    editedAt: null,
    deletedAt: null,
  };
  return new Y.Map<unknown>(Object.entries(whole));
}

function setResolved(
  map: Y.Map<unknown>,
  resolved: { readonly by: PersonId; readonly now: number } | null,
): void {
  map.set('resolvedAt', resolved?.now ?? null);
  map.set('resolvedBy', resolved?.by ?? null);
}

function changeComment(
  doc: Y.Doc,
  thread: string,
  comment: string,
  change: Partial<Comment>,
): void {
  const comments = threadMap(doc, thread)?.get('comments');
  const map = comments instanceof Y.Map ? (comments as Y.Map<unknown>).get(comment) : undefined;
  if (!(map instanceof Y.Map)) return;
  doc.transact(() => {
    for (const [key, value] of Object.entries(change)) map.set(key, value);
  });
}

function threadMap(doc: Y.Doc, thread: string): Y.Map<unknown> | null {
  const map = doc.getMap(yTypes.threads).get(thread);
  return map instanceof Y.Map ? (map as Y.Map<unknown>) : null;
}

import { yTypes } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addReply,
  createThread,
  deleteComment,
  editComment,
  moveAnchor,
  reopenThread,
  resolveThread,
  restoreComment,
} from './changeThreads.ts';
import type { NewComment } from './changeThreads.ts';
import { readThreads } from './readThreads.ts';

const anna = 'person-anna';
const ben = 'person-ben';
const anchor = { block: 'block-1', quote: 'the words' };

function comment(id: string, body: string, createdAt: number, author = anna): NewComment {
  return { id, author, authorName: 'Anna', createdAt, body, mentions: [] };
}

function started(): Y.Doc {
  const doc = new Y.Doc();
  createThread(doc, { id: 'thread-1', anchor }, comment('comment-1', 'first', 10));
  return doc;
}

function replicaOf(doc: Y.Doc): Y.Doc {
  const replica = new Y.Doc();
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc));
  return replica;
}

function merge(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  expect(readThreads(one)).toEqual(readThreads(other));
}

const bodies = (doc: Y.Doc): string[] =>
  readThreads(doc).flatMap(({ comments }) => comments.map(({ body }) => body));

describe('threads of one replica', () => {
  it('begin with a comment at an anchor', () => {
    expect(readThreads(started())).toEqual([
      {
        id: 'thread-1',
        anchor,
        createdAt: 10,
        resolvedAt: null,
        resolvedBy: null,
        comments: [
          expect.objectContaining({ id: 'comment-1', body: 'first', editedAt: null }) as unknown,
        ],
      },
    ]);
  });

  it('order comments by time', () => {
    const doc = started();
    addReply(doc, 'thread-1', comment('comment-3', 'third', 30));
    addReply(doc, 'thread-1', comment('comment-2', 'second', 20));
    expect(bodies(doc)).toEqual(['first', 'second', 'third']);
  });

  it('keep the place of a deleted comment, and go when all are deleted', () => {
    const doc = started();
    addReply(doc, 'thread-1', comment('comment-2', 'second', 20));
    deleteComment(doc, 'thread-1', 'comment-1', 25);
    expect(bodies(doc)).toEqual(['', 'second']);
    deleteComment(doc, 'thread-1', 'comment-2', 26);
    expect(readThreads(doc)).toEqual([]);
    restoreComment(doc, 'thread-1', 'comment-2', { body: 'second', mentions: [] });
    expect(bodies(doc)).toEqual(['', 'second']);
  });

  it('say when a comment was edited', () => {
    const doc = started();
    editComment(doc, 'thread-1', 'comment-1', { body: 'better', mentions: [] }, 15);
    expect(readThreads(doc)[0]?.comments[0]).toMatchObject({ body: 'better', editedAt: 15 });
  });

  it('are resolved by somebody, reopened, and opened again by an answer', () => {
    const doc = started();
    resolveThread(doc, 'thread-1', ben, 20);
    expect(readThreads(doc)[0]).toMatchObject({ resolvedAt: 20, resolvedBy: ben });
    reopenThread(doc, 'thread-1');
    expect(readThreads(doc)[0]).toMatchObject({ resolvedAt: null, resolvedBy: null });
    resolveThread(doc, 'thread-1', ben, 30);
    addReply(doc, 'thread-1', comment('comment-2', 'no', 40));
    expect(readThreads(doc)[0]).toMatchObject({ resolvedAt: null, resolvedBy: null });
  });

  it('move their anchor', () => {
    const doc = started();
    moveAnchor(doc, 'thread-1', { ...anchor, block: 'block-2' });
    expect(readThreads(doc)[0]?.anchor?.block).toBe('block-2');
  });

  it('leave alone what does not parse', () => {
    const doc = started();
    const threads = doc.getMap(yTypes.threads);
    threads.set('odd', 'not a thread');
    threads.set('empty', new Y.Map());
    const comments = (threads.get('thread-1') as Y.Map<unknown>).get('comments') as Y.Map<unknown>;
    comments.set('odd', new Y.Map([['body', 7]]));
    const before = Y.encodeStateAsUpdate(doc);
    expect(bodies(doc)).toEqual(['first']);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    resolveThread(doc, 'odd', ben, 20);
    addReply(doc, 'empty', comment('comment-9', 'lost', 20));
    expect(threads.get('odd')).toBe('not a thread');
    expect((threads.get('empty') as Y.Map<unknown>).size).toBe(0);
  });
});

describe('threads of two replicas', () => {
  it('keep both answers', () => {
    const one = started();
    const other = replicaOf(one);
    addReply(one, 'thread-1', comment('comment-2', 'from Anna', 20));
    addReply(other, 'thread-1', comment('comment-3', 'from Ben', 21, ben));
    merge(one, other);
    expect(bodies(one)).toEqual(['first', 'from Anna', 'from Ben']);
  });

  it('keep a comment deleted that was edited at the same time', () => {
    const one = started();
    addReply(one, 'thread-1', comment('comment-2', 'stays', 20));
    const other = replicaOf(one);
    deleteComment(one, 'thread-1', 'comment-1', 30);
    editComment(other, 'thread-1', 'comment-1', { body: 'edited', mentions: [] }, 31);
    merge(one, other);
    expect(readThreads(one)[0]?.comments[0]).toMatchObject({ body: '', deletedAt: 30 });
  });

  it('keep an answer to a thread that was resolved at the same time', () => {
    const one = started();
    const other = replicaOf(one);
    resolveThread(one, 'thread-1', anna, 20);
    addReply(other, 'thread-1', comment('comment-2', 'wait', 21, ben));
    merge(one, other);
    expect(bodies(one)).toEqual(['first', 'wait']);
    expect(readThreads(one)[0]?.resolvedAt).toBe(20);
  });

  it('keep threads begun at the same place', () => {
    const one = new Y.Doc();
    const other = new Y.Doc();
    createThread(one, { id: 'thread-1', anchor }, comment('comment-1', 'one', 10));
    createThread(other, { id: 'thread-2', anchor }, comment('comment-2', 'two', 11));
    merge(one, other);
    expect(bodies(one)).toEqual(['one', 'two']);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { SeenComments } from './SeenComments.ts';
import type { Thread } from './threads/readThreads.ts';

function thread(authors: readonly string[]): Thread {
  return {
    id: 'thread-1',
    anchor: null,
    createdAt: 1,
    resolvedAt: null,
    resolvedBy: null,
    comments: authors.map((author, index) => ({
      id: `comment-${index}`,
      author,
      authorName: author,
      createdAt: index,
      editedAt: null,
      deletedAt: null,
      body: 'x',
      mentions: [],
    })),
  };
}

function storage(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

const options = { page: 'page-0001', self: 'me' };

describe('SeenComments', () => {
  it('counts what others said and was not seen', () => {
    const seen = new SeenComments({ ...options, storage: storage() });
    expect(seen.unseen(thread(['me', 'anna', 'ben']), seen.state.getState())).toBe(2);
  });

  it('remembers what was seen across windows, and counts what came after', () => {
    const store = storage();
    new SeenComments({ ...options, storage: store }).markSeen([thread(['anna'])]);
    const later = new SeenComments({ ...options, storage: store });
    expect(later.unseen(thread(['anna']), later.state.getState())).toBe(0);
    expect(later.unseen(thread(['anna', 'me', 'ben']), later.state.getState())).toBe(1);
  });

  it('takes everything for new when what it kept is broken', () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const store = storage({ 'comments-seen/page-0001': '{' });
    const seen = new SeenComments({ ...options, storage: store });
    expect(seen.unseen(thread(['anna']), seen.state.getState())).toBe(1);
    expect(warned).toHaveBeenCalledOnce();
    warned.mockRestore();
  });
});

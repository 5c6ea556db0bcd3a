import type { CallPerson, Utterance } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { DocumentHandle } from '../hub/DocumentHandle.ts';
import { transcriptSource } from './transcriptSource.ts';

const anna: CallPerson = {
  account: 'account-anna',
  person: 'person-anna',
  name: 'Anna',
  joinedAt: 1,
};

function said(id: string, startedAt: number, text: string): Utterance {
  return { id, text, language: 'en', startedAt, endedAt: startedAt + 900 };
}

class FakeHandle {
  doc = new Y.Doc();
  state: DocumentHandle['state'] = 'opening';
  released = false;
  readonly #listeners = new Set<() => void>();

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  become(state: DocumentHandle['state'], doc = this.doc): void {
    this.state = state;
    this.doc = doc;
    for (const listener of [...this.#listeners]) listener();
  }
  release(): void {
    this.released = true;
  }
}

function createHub() {
  const handles = new Map<string, FakeHandle>();
  return {
    handles,
    handle: (key: string): FakeHandle => {
      const handle = handles.get(key);
      if (handle === undefined) throw new Error(`${key} is not open`);
      return handle;
    },
    openDocument: (key: string): DocumentHandle => {
      const handle = new FakeHandle();
      handles.set(key, handle);
      return handle as unknown as DocumentHandle;
    },
  };
}

const callKey = 'workspace-1/call/call-0001';
const annaKey = 'workspace-1/speech/call-0001/account-anna';

function follow() {
  const hub = createHub();
  const source = transcriptSource(hub, 'workspace-1', 'call-0001');
  const stop = source.subscribe(() => undefined);
  return { hub, source, stop };
}

describe('transcriptSource', () => {
  it('follows people as they join and lines as they are said', () => {
    const { hub, source } = follow();
    expect(source.snapshot().loading).toBe(true);
    const about = hub.handle(callKey);
    about.doc.getMap('meta').set('startedAt', 1000);
    about.doc.getMap('meta').set('endedAt', null);
    about.become('saved');
    expect(source.snapshot()).toMatchObject({
      loading: false,
      call: { startedAt: 1000, endedAt: null },
      people: [],
    });

    about.doc.getMap('people').set(anna.account, anna);
    expect(source.snapshot()).toMatchObject({ loading: true, people: [anna] });
    const speech = hub.handle(annaKey);
    speech.become('saved');
    speech.doc.getArray('lines').push([said('a1', 1500, 'hello')]);
    expect(source.snapshot()).toMatchObject({
      loading: false,
      lines: [{ name: 'Anna', text: 'hello' }],
    });
  });

  it('goes on with another document after a reset', () => {
    const { hub, source } = follow();
    hub.handle(callKey).doc.getMap('people').set(anna.account, anna);
    const speech = hub.handle(annaKey);
    const fresh = new Y.Doc();
    speech.become('saved', fresh);
    fresh.getArray('lines').push([said('a1', 1500, 'from the server')]);
    expect(source.snapshot().lines.map(({ text }) => text)).toEqual(['from the server']);
  });

  it('lets every document go', () => {
    const { hub, stop } = follow();
    hub.handle(callKey).doc.getMap('people').set(anna.account, anna);
    stop();
    expect([...hub.handles.values()].map(({ released }) => released)).toEqual([true, true]);
  });
});

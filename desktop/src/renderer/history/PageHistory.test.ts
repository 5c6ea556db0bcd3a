import { readBlocks, writeBlocks, yTypes } from '@confab/shared-types';
import type { PageVersion } from '@confab/shared-types';
import { toBase64 } from 'lib0/buffer';
import { describe, expect, it } from 'vitest';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { FakeHub } from '../hub/FakeHub.ts';
import { HubClient } from '../hub/HubClient.ts';
import { PageHistory } from './PageHistory.ts';

const place = { workspace: 'workspace-1', page: 'page-0001' };
const pageKey = `${place.workspace}/page/${place.page}` as const;
const indexKey = `${place.workspace}/index` as const;

function write(doc: Y.Doc, title: string, words: string): void {
  doc.getText(yTypes.title).insert(0, title);
  const blocks = [{ type: 'paragraph' as const, id: 'block-1', content: [{ text: words }] }];
  writeBlocks(doc.getXmlFragment(yTypes.blocks), blocks, () => 'block-2');
}

const wordsOf = (doc: Y.Doc): unknown => readBlocks(doc.getXmlFragment(yTypes.blocks))[0]?.content;

function version(id: string, at: number): PageVersion {
  return { id, at, authors: [], name: null, sizeBytes: 1 };
}

/** A hub that keeps one old version of a page that has changed since. */
function opened() {
  const fake = new FakeHub();
  const old = new Y.Doc();
  write(old, 'Plan', 'as it was');
  const live = fake.doc(pageKey);
  write(live, 'Later plan', 'as it is');
  const entry = new Y.Map([['title', 'Later plan']]);
  fake.doc(indexKey).getMap(yTypes.pages).set(place.page, entry);
  const versions = [version('version-2', 2), version('version-1', 1)];
  fake.answers.set('versions.list', () => versions);
  fake.answers.set('versions.state', () => ({ update: toBase64(Y.encodeStateAsUpdate(old)) }));
  fake.answers.set('versions.keep', () => version('version-3', 3));
  const hub = new HubClient({ connect: fake.connect, delay: () => Promise.resolve() });
  const history = new PageHistory({ hub, ...place });
  const handle = hub.openDocument(pageKey);
  return { fake, hub, history, handle };
}

function undoOf(doc: Y.Doc): Y.UndoManager {
  const scope = doc.getXmlFragment(yTypes.blocks);
  return new Y.UndoManager(scope, { trackedOrigins: new Set([ySyncPluginKey]) });
}

describe('PageHistory', () => {
  it('asks again when a version of this page was kept', async () => {
    const { fake, hub, history } = opened();
    const stop = history.follow();
    await expect.poll(() => history.state.getState().versions?.length).toBe(2);
    fake.answers.set('versions.list', () => [version('version-9', 9)]);
    fake.rpc({ type: 'event', event: 'versions', data: place });
    await expect.poll(() => history.state.getState().versions?.[0]?.id).toBe('version-9');
    stop();
    hub.close();
  });

  it('goes from version to version', async () => {
    const { hub, history } = opened();
    await history.refresh();
    history.view('version-2');
    expect(history.neighbour('older')?.id).toBe('version-1');
    expect(history.neighbour('newer')).toBeNull();
    hub.close();
  });

  it('keeps the present before it restores, and restores page and tree', async () => {
    const { fake, hub, history, handle } = opened();
    await handle.opened();
    history.view('version-1');
    await history.restore('version-1');
    expect(fake.of('rpc').some(({ json }) => json.includes('versions.keep'))).toBe(true);
    expect(handle.doc.getText(yTypes.title).toString()).toBe('Plan');
    expect(wordsOf(handle.doc)).toEqual([{ text: 'as it was' }]);
    await expect
      .poll(() => fake.doc(indexKey).getMap(yTypes.pages).get(place.page))
      .toSatisfy((entry: Y.Map<unknown>) => entry.get('title') === 'Plan');
    expect(history.state.getState().viewing).toBeNull();
    hub.close();
  });

  it('changes nothing when the present could not be kept', async () => {
    const { fake, hub, history, handle } = opened();
    await handle.opened();
    fake.answers.delete('versions.keep');
    const restored = history.restore('version-1');
    await expect.poll(() => fake.of('rpc').length).toBeGreaterThan(2);
    fake.drop();
    await expect(restored).rejects.toMatchObject({ code: 'not-connected' });
    expect(handle.doc.getText(yTypes.title).toString()).toBe('Later plan');
    hub.close();
  });

  it('is taken back by its undo, also after the editor undid and redid it', async () => {
    const { hub, history, handle } = opened();
    await handle.opened();
    const undo = undoOf(handle.doc);
    history.editedBy(undo);
    const takeBack = await history.restore('version-1');
    undo.undo();
    expect(wordsOf(handle.doc)).toEqual([{ text: 'as it is' }]);
    expect(handle.doc.getText(yTypes.title).toString()).toBe('Later plan');
    undo.redo();
    expect(wordsOf(handle.doc)).toEqual([{ text: 'as it was' }]);
    takeBack();
    expect(wordsOf(handle.doc)).toEqual([{ text: 'as it is' }]);
    hub.close();
  });
});

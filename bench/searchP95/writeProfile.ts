import { join } from 'node:path';
import { pageSchemaVersion, writeBlocks, yTypes } from '@confab/shared-types';
import type { Block, DocKey } from '@confab/shared-types';
import * as Y from 'yjs';
import { systemClock } from '../../desktop/src/hub/Clock.ts';
import { createStores } from '../../desktop/src/hub/createStores.ts';
import { openDatabase } from '../../desktop/src/hub/database/openDatabase.ts';
import { indexDoc, pageDoc } from '../../desktop/src/hub/documents/docNames.ts';
import { randomId } from '../../desktop/src/hub/randomId.ts';
import type { TextGenerator } from './generateText.ts';

export const pageCount = 10_000;
const blocksPerPage = 16;
const childrenPerPage = 10;
const commitEvery = 500;

/**
 * Fills a new profile with pages, half of them English and half Korean. Answers all texts, titles
 * among them.
 */
export function writeProfile(folder: string, text: TextGenerator): string[] {
  const database = openDatabase(join(folder, 'confab.sqlite'));
  const { store, commits, workspaceStore } = createStores(database, systemClock, 'en');
  const workspace = randomId();
  const record = { id: workspace, name: 'Ten thousand', account: null, role: 'owner' } as const;
  workspaceStore.put({ ...record, server: null });
  const append = (doc: DocKey, payload: Uint8Array): void => {
    store.append(doc, { author: 'benchmark', payload, acked: false }, (error) => {
      if (error !== null) throw error;
    });
  };
  const texts: string[] = [];
  const index = new Y.Doc();
  const entries = index.getMap<Y.Map<unknown>>(yTypes.pages);
  const ids = Array.from({ length: pageCount }, randomId);
  for (const [at, page] of ids.entries()) {
    const language = at % 2 === 0 ? 'en' : 'ko';
    const title = text.sentence(language, 4);
    const blocks = Array.from({ length: blocksPerPage }, (_, block) => {
      return text.sentence(language, block % 4 === 0 ? 4 : 14);
    });
    texts.push(title, ...blocks);
    append(pageDoc(workspace, page), pageState(title, blocks));
    const parent = at < childrenPerPage ? null : (ids[Math.floor(at / childrenPerPage)] ?? null);
    const order = `a${at.toString(36).padStart(4, '0')}1`;
    const entry = { parent, order, title, icon: null, kind: 'page', trashedAt: null };
    entries.set(page, new Y.Map(Object.entries(entry)));
    if (at % commitEvery === 0) commits.commit();
  }
  append(indexDoc(workspace), Y.encodeStateAsUpdate(index));
  commits.commit();
  database.close();
  return texts;
}

function pageState(title: string, blocks: readonly string[]): Uint8Array {
  const ydoc = new Y.Doc();
  const meta = ydoc.getMap(yTypes.meta);
  meta.set('schemaVersion', pageSchemaVersion);
  meta.set('kind', 'page');
  ydoc.getText(yTypes.title).insert(0, title);
  const paragraphs = blocks.map((line): Block => ({
    type: 'paragraph',
    content: [{ text: line }],
  }));
  writeBlocks(ydoc.getXmlFragment(yTypes.blocks), paragraphs, randomId);
  const state = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return state;
}

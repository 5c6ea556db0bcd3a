import {
  addedActionId,
  insertBlocks,
  readBlocks,
  summaryBlockIdForm,
  utteranceLink,
  yTypes,
} from '@confab/shared-types';
import type { Block, InlineRun } from '@confab/shared-types';
import * as Y from 'yjs';
import type { DocHolder, Undo } from './setEntries.ts';

export interface ToDo {
  /** Null: nobody is named. */
  readonly owner: InlineRun | null;
  readonly text: string;
  readonly utterance: string;
  /** Of the line, as it is shown. */
  readonly time: string;
}

export interface ActionsTexts {
  /** Heading of the actions, where there is none yet. */
  readonly heading: string;
  /** As it may be written on a page, in any language. */
  readonly headings: readonly string[];
}

/** Puts a to-do at the end of the actions of a page of minutes, under a heading if there is none. */
export function appendToDo(
  page: DocHolder,
  toDo: ToDo,
  texts: ActionsTexts,
  newSet: () => string,
): Undo {
  const group = page.doc.getXmlFragment(yTypes.blocks).get(0);
  if (!(group instanceof Y.XmlElement)) throw new Error('a page without blocks');
  const blocks = readBlocks(page.doc.getXmlFragment(yTypes.blocks)).slice(0, group.length);
  const after = lastAction(blocks, texts.headings);
  const item = { ...toDoBlock(toDo), id: addedActionId(newSet(), 'item') };
  const heading: Block = {
    type: 'heading',
    id: addedActionId(newSet(), 'heading'),
    props: { level: 2 },
    content: [{ text: texts.heading }],
  };
  const added = after === null ? [heading, item] : [item];
  page.doc.transact(() => {
    insertBlocks(group, after === null ? beforeQuestions(blocks) : after + 1, added);
  });
  return () => removeBlocks(page.doc, new Set(added.map(({ id }) => id)));
}

function toDoBlock({ owner, text, utterance, time }: ToDo): Block {
  return {
    type: 'checkListItem',
    content: [
      ...(owner === null ? [] : [owner, { text: ' ' }]),
      { text },
      { text: ' ' },
      { text: time, link: utteranceLink(utterance) },
    ],
  };
}

/** Index of the last block of the actions; null: the page has none. */
function lastAction(blocks: readonly Block[], headings: readonly string[]): number | null {
  const written = blocks.findLastIndex(({ id }) => sectionOf(id) === 'a');
  if (written >= 0) return written;
  const own = blocks.findIndex(
    ({ type, content = [] }) => type === 'heading' && headings.includes(plain(content)),
  );
  if (own < 0) return null;
  const next = blocks.findIndex(({ type }, at) => at > own && type === 'heading');
  const section = blocks.slice(own, next < 0 ? undefined : next);
  return own + section.findLastIndex(({ type }, at) => at === 0 || type === 'checkListItem');
}

/** Actions stand before questions and notes, else behind decisions, else above all. */
function beforeQuestions(blocks: readonly Block[]): number {
  const questions = blocks.findIndex(({ id }) => ['q', 'n'].includes(sectionOf(id) ?? ''));
  if (questions >= 0) return questions;
  return blocks.findLastIndex(({ id }) => sectionOf(id) !== null) + 1;
}

function sectionOf(id: string | undefined): string | null {
  return summaryBlockIdForm.exec(id ?? '')?.[2] ?? null;
}

function plain(content: readonly InlineRun[]): string {
  return content
    .map((run) => ('text' in run ? run.text : ''))
    .join('')
    .trim();
}

function removeBlocks(doc: Y.Doc, ids: ReadonlySet<string | undefined>): void {
  const group = doc.getXmlFragment(yTypes.blocks).get(0);
  if (!(group instanceof Y.XmlElement)) return;
  doc.transact(() => {
    for (let at = group.length - 1; at >= 0; at--) {
      const block = group.get(at);
      const id: unknown = block instanceof Y.XmlElement ? block.getAttribute('id') : null;
      if (typeof id === 'string' && ids.has(id)) group.delete(at, 1);
    }
  });
}

import {
  addedActionId,
  blockText,
  readBlocks,
  utteranceLink,
  writeBlocks,
  yTypes,
} from '@confab/shared-types';
import type { MinutesAction, TranscriptLine } from '@confab/shared-types';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { minutesBlocks } from './minutesBlocks.ts';
import { writeSummary } from './writeSummary.ts';

const account = 'account-anna';

function line(utterance: string, startedAt: number): TranscriptLine {
  const who = { writer: account, speaker: account, name: 'Anna' };
  return { ...who, utterance, text: '', language: 'en', startedAt, endedAt: startedAt, marks: [] };
}

function action(text: string, utterance: string): MinutesAction {
  return { text, utterances: [utterance], owner: null, due: null };
}

test('a to-do that somebody added from a line stays when the summary is written, and is not repeated', () => {
  const ydoc = new Y.Doc();
  const link = utteranceLink('u1');
  const added = [
    {
      type: 'heading' as const,
      id: addedActionId('0123456789', 'heading'),
      props: { level: 2 },
      content: [{ text: 'Actions' }],
    },
    {
      type: 'checkListItem' as const,
      id: addedActionId('abcdefghij', 'item'),
      content: [{ text: 'Send the plan. ' }, { text: '0:05', link }],
    },
    { type: 'paragraph' as const, content: [{ text: 'Mine' }] },
  ];
  writeBlocks(ydoc.getXmlFragment(yTypes.blocks), added, () => 'own-block');
  const blocks = minutesBlocks({
    summary: {
      summary: [],
      decisions: [{ text: 'We ship.', utterances: ['u2'] }],
      actions: [action('Send the plan', 'u1'), action('Call them', 'u2')],
      questions: [],
    },
    method: 'extractive',
    language: 'en',
    transcript: { call: null, people: [], lines: [line('u1', 0), line('u2', 60_000)], notes: [] },
  });
  const about = { at: 1, by: 'person-anna', lines: 2, blocks: blocks.length } as const;
  const how = { method: 'extractive', template: 'meeting' } as const;
  writeSummary(ydoc, { set: 'aaaaaaaaaa', ...about, ...how }, blocks);
  expect(readBlocks(ydoc.getXmlFragment(yTypes.blocks)).map(blockText)).toEqual([
    'Decisions',
    'We ship. 1:00',
    'Actions',
    'Call them 1:00',
    'Send the plan. 0:05',
    'Mine',
  ]);
});

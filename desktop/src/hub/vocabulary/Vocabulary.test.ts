import { join } from 'node:path';
import type { HubEvent } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../Clock.ts';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { Documents } from '../documents/Documents.ts';
import { DocumentStore } from '../documents/DocumentStore.ts';
import { HubEvents } from '../rpc/HubEvents.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { Vocabulary } from './Vocabulary.ts';
import { VocabularyStore } from './VocabularyStore.ts';

const workspace = 'workspace1';
const account = 'account-of-alice';
const bob = 'account-of-bob';
const call = 'call-0001';

async function setUp(members: () => Promise<string[]> = () => Promise.resolve(['Bob Lee'])) {
  const database = openDatabase(join(await temporaryFolder(), 'confab.sqlite'));
  const commits = new GroupCommit(database);
  const store = new DocumentStore({ database, commits, clock: systemClock });
  const workspaces = new WorkspaceStore(database, systemClock);
  workspaces.put({ id: workspace, name: 'W', server: 'server-1', account, role: 'editor' });
  const documents: Documents = new Documents({
    store,
    clock: systemClock,
    author: 'alice',
    access: () => 'write',
    listener: {
      onLocalUpdate: () => undefined,
      onChanged: (doc) => vocabulary.documentChanged(doc),
      onDamaged: () => undefined,
      onCursors: () => undefined,
      onNotice: () => undefined,
    },
  });
  const events = new HubEvents();
  const told: HubEvent[] = [];
  events.listen((event) => told.push(event));
  const timers = new Set<() => void>();
  const clock = {
    now: () => 1,
    after: (_ms: number, run: () => void) => {
      timers.add(run);
      return () => timers.delete(run);
    },
  };
  const vocabulary = new Vocabulary({
    store: new VocabularyStore(database),
    documents,
    workspaces,
    person: () => 'person-of-alice',
    members,
    recentPages: () => ['page-0002'],
    events,
    clock,
    log: () => undefined,
  });
  onTestFinished(() => {
    vocabulary.close();
    documents.close();
    database.close();
  });
  const pass = (): void => {
    for (const run of [...timers]) {
      timers.delete(run);
      run();
    }
  };
  return { vocabulary, documents, workspaces, told, pass };
}

type Place = Awaited<ReturnType<typeof setUp>>;

async function say({ documents }: Place, by: string, at: number, text: string): Promise<string> {
  const id = `${by}.mic.x/${at}`;
  const line = { id, text, language: 'en', startedAt: at, endedAt: at + 1 };
  await documents.edit(`${workspace}/speech/${call}/${by}`, (ydoc) => {
    ydoc.getArray('lines').push([line]);
  });
  return id;
}

async function correct({ documents }: Place, utterance: string, text: string, by = account) {
  await documents.edit(`${workspace}/call/${call}`, (ydoc) => {
    ydoc.getMap('corrections').set(utterance, { text, by, at: 1 });
  });
}

test('tells the model who is in the call, the glossary and the pages, the last opened first', async () => {
  const place = await setUp();
  const { vocabulary, documents } = place;
  await documents.edit(`${workspace}/call/${call}`, (ydoc) => {
    const person = { account, person: 'person-of-anna', name: 'Anna Kim', joinedAt: 1 };
    ydoc.getMap('people').set(account, person);
  });
  vocabulary.update({ terms: ['Confab'] });
  expect(await vocabulary.promptFor(workspace, call)).toBe('Anna Kim, Confab, Bob Lee.');
});

test('does not wait long for names of members', async () => {
  const place = await setUp(() => new Promise(() => undefined));
  place.vocabulary.update({ terms: ['Confab'] });
  const prompt = place.vocabulary.promptFor(workspace, call);
  await Promise.resolve();
  place.pass();
  expect(await prompt).toBe('Confab.');

  const offline = await setUp(() => Promise.reject(new Error('offline')));
  expect(await offline.vocabulary.promptFor(workspace, call)).toBeUndefined();
});

test('suggests a rule for what this person corrected in two lines, once', async () => {
  const place = await setUp();
  const { vocabulary, told, pass } = place;
  await correct(place, await say(place, account, 1, 'ask mina'), 'ask Minah');
  pass();
  expect(vocabulary.get().suggestions).toEqual([]);
  // What others correct says nothing about this person's words.
  await correct(place, await say(place, bob, 2, 'mina'), 'Minah', bob);
  pass();
  expect(vocabulary.get().suggestions).toEqual([]);
  await correct(place, await say(place, account, 3, 'mina came'), 'Minah came');
  pass();
  const rule = { from: 'mina', to: 'Minah' };
  expect(vocabulary.get().suggestions).toEqual([rule]);
  await correct(place, await say(place, account, 4, 'a mina'), 'a Minah');
  pass();
  expect(told.filter(({ event }) => event === 'ruleSuggested')).toEqual([
    { event: 'ruleSuggested', data: rule },
  ]);
});

test('learns in a workspace of this device alone too', async () => {
  const place = await setUp();
  place.workspaces.put({ id: workspace, name: 'W', server: null, account: null, role: 'owner' });
  const person = 'person-of-alice';
  for (const at of [1, 2]) {
    await correct(place, await say(place, person, at, 'mina'), 'Minah', person);
    place.pass();
  }
  expect(place.vocabulary.get().suggestions).toEqual([{ from: 'mina', to: 'Minah' }]);
});

test('a workspace that went meanwhile is no trouble', async () => {
  const place = await setUp();
  await correct(place, await say(place, account, 1, 'mina'), 'Minah');
  place.workspaces.delete(workspace);
  place.pass();
  expect(place.vocabulary.get().suggestions).toEqual([]);
});

test('a suggestion becomes a rule, or is never made again', async () => {
  const place = await setUp();
  const { vocabulary, pass } = place;
  for (const [at, [heard, meant]] of [
    ['mina', 'Minah'],
    ['mina', 'Minah'],
    ['one', 'won'],
    ['one', 'won'],
  ].entries()) {
    await correct(place, await say(place, account, at, heard ?? ''), meant ?? '');
  }
  pass();
  expect(vocabulary.get().suggestions).toHaveLength(2);
  const after = vocabulary.answer({ from: 'mina', to: 'Minah' }, true);
  expect(after.rules).toEqual([{ from: 'mina', to: 'Minah' }]);
  expect(vocabulary.answer({ from: 'one', to: 'won' }, false).suggestions).toEqual([]);
  expect(vocabulary.get().rules).toHaveLength(1);
  expect(vocabulary.correct('Mina is one of us')).toBe('Minah is one of us');
});

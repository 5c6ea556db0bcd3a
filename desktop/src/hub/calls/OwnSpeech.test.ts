import { join } from 'node:path';
import type { HubEvent, Segment } from '@confab/shared-types';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../Clock.ts';
import { GroupCommit } from '../database/GroupCommit.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { Documents } from '../documents/Documents.ts';
import { DocumentStore } from '../documents/DocumentStore.ts';
import { HubEvents } from '../rpc/HubEvents.ts';
import { temporaryFolder } from '../testing/openTestHub.ts';
import { WorkspaceStore } from '../workspaces/WorkspaceStore.ts';
import { OwnSpeech } from './OwnSpeech.ts';

const workspace = 'workspace1';
const account = 'account-of-alice';
const begin = { workspace, call: 'call-0001', track: 'mic', language: 'ko-KR', startedAt: 1000 };

const bob = 'account-of-bob';

async function setUp() {
  const database = openDatabase(join(await temporaryFolder(), 'confab.sqlite'));
  const commits = new GroupCommit(database);
  const store = new DocumentStore({ database, commits, clock: systemClock });
  const workspaces = new WorkspaceStore(database, systemClock);
  workspaces.put({ id: workspace, name: 'W', server: 'server-1', account, role: 'viewer' });
  workspaces.put({ id: 'workspace2', name: 'L', server: null, account: null, role: 'owner' });
  const documents = new Documents({
    store,
    clock: systemClock,
    author: 'alice',
    access: () => 'write',
    listener: {
      onLocalUpdate: () => undefined,
      onChanged: () => undefined,
      onDamaged: () => undefined,
      onCursors: () => undefined,
      onNotice: () => undefined,
    },
  });
  const events = new HubEvents();
  const told: HubEvent[] = [];
  events.listen((event) => told.push(event));
  const started: unknown[] = [];
  const speech = new OwnSpeech({
    documents,
    workspaces,
    events,
    log: () => undefined,
    vocabulary: {
      promptFor: () => Promise.resolve('민호, Confab.'),
      correct: (text) => text.replace('Kubernetis', 'Kubernetes'),
      correctWords: (words, merge) =>
        words.map((word) => merge(word, word, word.text.replace('Kubernetis', 'Kubernetes'))),
    },
    transcriber: {
      start: (session, options) => started.push([session, options]),
      pushAudio: () => undefined,
      stop: () => Promise.resolve(),
    },
  });
  onTestFinished(() => {
    documents.close();
    database.close();
  });
  const speechDoc = `${workspace}/speech/call-0001/${account}`;
  const lines = (): unknown => documents.open(speechDoc).ydoc.getArray('lines').toJSON();
  const put = (doc: string, map: string, key: string, value: unknown): Promise<void> =>
    documents.edit(`${workspace}/${doc}`, (ydoc) => void ydoc.getMap(map).set(key, value));
  const consents = (of: string, consent: object): Promise<void> =>
    put('call/call-0001', 'consents', of, consent);
  return { speech, documents, told, started, lines, put, consents };
}

function segment(stream: string, startSample: number, text: string): Segment {
  const id = `${stream}/${startSample}`;
  const endSample = startSample + 16_000;
  return { type: 'segment', session: stream, id, startSample, endSample, text, language: 'ko' };
}

test('final lines are on disk with their times when the stream has ended, each once', async () => {
  const { speech, documents, told, started } = await setUp();
  const stream = await speech.begin(begin);
  expect(started).toEqual([[stream, { language: 'ko', prompt: '민호, Confab.' }]]);
  speech.onSegment(segment(stream, 32_000, ' 안녕하세요 '));
  speech.onSegment(segment(stream, 32_000, ' 안녕하세요 '));
  await speech.end(stream);
  const { ydoc } = documents.open(`${workspace}/speech/call-0001/${account}`);
  expect(ydoc.getArray('lines').toJSON()).toEqual([
    { id: `${stream}/32000`, text: '안녕하세요', language: 'ko', startedAt: 3000, endedAt: 4000 },
  ]);
  expect(told[0]).toMatchObject({
    event: 'caption',
    data: { stream, caption: { track: 'mic', text: '안녕하세요', final: true, startedAt: 3000 } },
  });
});

test("a line is written with the person's rules applied", async () => {
  const { speech, documents } = await setUp();
  const stream = await speech.begin(begin);
  speech.onSegment(segment(stream, 0, 'We run Kubernetis.'));
  await speech.end(stream);
  const { ydoc } = documents.open(`${workspace}/speech/call-0001/${account}`);
  expect(ydoc.getArray('lines').toJSON()).toMatchObject([{ text: 'We run Kubernetes.' }]);
});

test('drafts are captions only', async () => {
  const { speech, documents, told } = await setUp();
  const stream = await speech.begin(begin);
  const draft = { type: 'draft' as const, session: stream, startSample: 16_000 };
  speech.onDraft({ ...draft, text: '안녕', tentative: '하세' });
  expect(told).toMatchObject([
    { event: 'caption', data: { caption: { text: '안녕하세', final: false, startedAt: 2000 } } },
  ]);
  expect(documents.open(`${workspace}/speech/call-0001/${account}`).empty).toBe(true);
});

test('the same stream begun again, as after a restart, has the same name', async () => {
  const { speech, started } = await setUp();
  const [first, second] = await Promise.all([speech.begin(begin), speech.begin(begin)]);
  expect(second).toBe(first);
  expect(await speech.begin(begin)).toBe(first);
  expect(started).toHaveLength(1);
  expect(await speech.begin({ ...begin, startedAt: 2000 })).not.toBe(first);
});

test('words have the times and the spelling of their line', async () => {
  const { speech, lines } = await setUp();
  const stream = await speech.begin(begin);
  const words = [
    { text: 'We', startSample: 16_000, endSample: 17_600 },
    { text: 'Kubernetis', startSample: 17_600, endSample: 24_000 },
  ];
  speech.onSegment({ ...segment(stream, 16_000, 'We Kubernetis'), words });
  await speech.end(stream);
  expect(lines()).toMatchObject([
    {
      text: 'We Kubernetes',
      words: [
        { text: 'We', startedAt: 2000, endedAt: 2100 },
        { text: 'Kubernetes', startedAt: 2100, endedAt: 2500 },
      ],
    },
  ]);
});

test('a language that is found out is looked for among those the person speaks', async () => {
  const { speech, started } = await setUp();
  const stream = await speech.begin({
    ...begin,
    language: 'auto',
    candidates: ['ko-KR', 'en', 'ko'],
  });
  expect(started).toEqual([
    [stream, { language: 'auto', candidates: ['ko', 'en'], prompt: '민호, Confab.' }],
  ]);
});

test('nothing of somebody who declined is begun, shown or written', async () => {
  const { speech, told, lines, consents } = await setUp();
  const stream = await speech.begin(begin);
  await consents(account, { choice: 'declined', at: 1 });
  speech.onDraft({ type: 'draft', session: stream, startSample: 0, text: 'no', tentative: '' });
  speech.onSegment(segment(stream, 0, 'no'));
  await speech.end(stream);
  expect(told).toEqual([]);
  expect(lines()).toEqual([]);
  await expect(speech.begin({ ...begin, startedAt: 5 })).rejects.toMatchObject({
    code: 'no-permission',
  });
  await consents(account, { choice: 'own-machine', at: 2 });
  await expect(speech.begin({ ...begin, startedAt: 5 })).resolves.toMatch(/^account-of-alice/);
});

test('a volunteer writes somebody else’s words with their name, and only while they agree', async () => {
  const { speech, told, lines, consents } = await setUp();
  const theirs = { ...begin, track: 'mic-of-bob', speaker: bob };
  await expect(speech.begin(theirs)).rejects.toMatchObject({ code: 'no-permission' });
  await consents(bob, { choice: 'volunteer', volunteer: account, at: 500 });
  const stream = await speech.begin(theirs);
  expect(stream).toMatch(/^account-of-bob\.mic-of-bob\./);
  speech.onSegment(segment(stream, 0, 'agreed'));
  await consents(bob, { choice: 'own-machine', earlier: [account], at: 3000 });
  speech.onSegment(segment(stream, 16_000, 'said before'));
  speech.onSegment(segment(stream, 48_000, 'said after'));
  await consents(bob, { choice: 'declined', at: 3500 });
  speech.onSegment(segment(stream, 64_000, 'declined'));
  await speech.end(stream);
  expect(lines()).toMatchObject([
    { text: 'agreed', speaker: bob },
    { text: 'said before', speaker: bob },
  ]);
  expect(told).toMatchObject([
    { data: { caption: { text: 'agreed', speaker: bob, track: 'mic-of-bob' } } },
    { data: { caption: { text: 'said before' } } },
  ]);
});

test('a line its speaker took back is not written again', async () => {
  const { speech, lines, put, consents } = await setUp();
  await consents(bob, { choice: 'volunteer', volunteer: account, at: 500 });
  const own = await speech.begin(begin);
  const theirs = await speech.begin({ ...begin, track: 'mic-of-bob', speaker: bob });
  await put(`speech/call-0001/${account}`, 'removed', `${own}/0`, 1);
  await put(`speech/call-0001/${bob}`, 'removed', `${theirs}/0`, 1);
  speech.onSegment(segment(own, 0, 'mine'));
  speech.onSegment(segment(theirs, 0, 'theirs'));
  speech.onSegment(segment(own, 16_000, 'stays'));
  await Promise.all([speech.end(own), speech.end(theirs)]);
  expect(lines()).toMatchObject([{ text: 'stays' }]);
});

test('a local workspace has no calls', async () => {
  const { speech } = await setUp();
  await expect(speech.begin({ ...begin, workspace: 'workspace2' })).rejects.toMatchObject({
    code: 'calls-unavailable',
  });
});

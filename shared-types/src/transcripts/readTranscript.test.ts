import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { yTypes } from '../documents.ts';
import type { Utterance } from '../documents.ts';
import { markKey, transcriptTypes } from '../transcripts.ts';
import { readTranscript } from './readTranscript.ts';
import type { CallTranscript } from './readTranscript.ts';

function said(id: string, startedAt: number, text: string, more: Partial<Utterance> = {}) {
  return { id, text, language: 'en', startedAt, endedAt: startedAt + 900, ...more };
}

interface Said {
  readonly lines: readonly unknown[];
  readonly removed?: readonly string[];
}

interface Shared {
  readonly [type: string]: Readonly<Record<string, unknown>>;
}

const names = ['anna', 'bob', 'cleo'];
const people = Object.fromEntries(
  names.map((name, at) => [
    `account-${name}`,
    { account: `account-${name}`, person: `person-${name}`, name, joinedAt: 10 - at },
  ]),
);

function read(spoken: Readonly<Record<string, Said>>, shared: Shared = {}): CallTranscript {
  const call = new Y.Doc();
  for (const [type, entries] of Object.entries({ [yTypes.people]: people, ...shared })) {
    for (const [key, value] of Object.entries(entries)) call.getMap(type).set(key, value);
  }
  const speech = Object.entries(spoken).map(([name, { lines, removed = [] }]) => {
    const ydoc = new Y.Doc();
    ydoc.getArray(yTypes.lines).push([...lines]);
    for (const id of removed) ydoc.getMap(transcriptTypes.removed).set(id, 1);
    return [`account-${name}`, ydoc] as const;
  });
  return readTranscript(call, new Map(speech));
}

const texts = ({ lines }: CallTranscript): string[] => lines.map(({ text }) => text);

describe('lines', () => {
  it('stand in the order of time, whoever said them and whenever they came', () => {
    const transcript = read({
      anna: { lines: [said('a2', 5000, 'three'), said('a1', 1000, 'one')] },
      bob: { lines: [said('b1', 3000, 'two')] },
    });
    expect(transcript.lines.map(({ name, text }) => [name, text])).toEqual([
      ['anna', 'one'],
      ['bob', 'two'],
      ['anna', 'three'],
    ]);
  });

  it('said again count once, as they were said last', () => {
    const lines = [said('a1', 1000, 'helo'), said('a1', 1000, 'hello')];
    expect(texts(read({ anna: { lines } }))).toEqual(['hello']);
  });

  it('said at once are in the same order everywhere', () => {
    const [anna, bob] = [{ lines: [said('1', 1, 'a')] }, { lines: [said('1', 1, 'b')] }];
    expect(read({ anna, bob }).lines).toEqual(read({ bob, anna }).lines);
  });

  it('of another form are left out, and counted', () => {
    const transcript = read({
      anna: { lines: [said('a1', 1, 'hello'), 'noise', { text: 'half' }] },
    });
    expect([texts(transcript), transcript.unreadable]).toEqual([['hello'], 2]);
  });

  it('that were taken back are left out', () => {
    const lines = [said('a1', 1, 'gone'), said('a2', 2, 'here')];
    expect(texts(read({ anna: { lines, removed: ['a1', 'b9'] } }))).toEqual(['here']);
  });

  it('cannot be taken back by others', () => {
    const anna = { lines: [said('a1', 1, 'here')] };
    expect(texts(read({ anna, bob: { lines: [], removed: ['a1'] } }))).toEqual(['here']);
  });
});

describe('lines that a volunteer took down', () => {
  const bob = { lines: [said('b1', 1, 'from cleo', { speaker: 'account-cleo' })] };
  const consent = (value: object): Shared => ({
    [transcriptTypes.consents]: { 'account-cleo': { at: 1, ...value } },
  });

  it('count while the speaker names the volunteer, as the speaker’s', () => {
    const shared = consent({ choice: 'volunteer', volunteer: 'account-bob' });
    expect(read({ bob }, shared).lines).toMatchObject([
      { name: 'cleo', speaker: 'account-cleo', writer: 'account-bob' },
    ]);
    const cleo = { lines: [], removed: ['b1'] };
    expect(read({ bob, cleo }, shared).lines).toEqual([]);
  });

  it.each([
    {},
    { choice: 'declined' },
    { choice: 'own-machine' },
    { choice: 'volunteer', volunteer: 'account-anna' },
  ])('do not count with %j', (value) => {
    expect(read({ bob }, consent(value)).lines).toEqual([]);
  });
});

describe('a volunteer of before', () => {
  const bob = {
    lines: [
      said('b1', 1, 'before', { speaker: 'account-cleo' }),
      said('b2', 9, 'after', { speaker: 'account-cleo' }),
    ],
  };

  it.each(['own-machine', 'declined'])('counts up to when the choice was %s', (choice) => {
    const consent = { choice, earlier: ['account-bob'], at: 5 };
    const shared = { [transcriptTypes.consents]: { 'account-cleo': consent } };
    expect(texts(read({ bob }, shared))).toEqual(['before']);
  });
});

describe('what people made of lines', () => {
  const words = [{ text: 'helo', startedAt: 1, endedAt: 2 }];
  const anna = { lines: [said('a1', 1, 'helo', { words }), said('a|2', 2, 'there')] };
  const at = { by: 'account-bob', at: 5 };

  it('corrected lines have their text and keep the original', () => {
    const shared = {
      [transcriptTypes.corrections]: {
        a1: { text: 'hello', ...at },
        'a|2': { text: 'there', ...at },
      },
    };
    const [one, two] = read({ anna }, shared).lines;
    expect(one).toMatchObject({ text: 'hello', original: 'helo' });
    expect(one).not.toHaveProperty('words');
    expect(two).not.toHaveProperty('original');
    expect(read({ anna }).lines[0]).toMatchObject({ words });
  });

  it('attributed lines are another person’s, with an account or without', () => {
    const shared = {
      [transcriptTypes.attributions]: {
        a1: { to: { kind: 'account', account: 'account-cleo' }, ...at },
        'a|2': { to: { kind: 'name', name: 'Dora' }, ...at },
      },
    };
    expect(read({ anna }, shared).lines).toMatchObject([
      { speaker: 'account-cleo', name: 'cleo', writer: 'account-anna' },
      { speaker: 'name:Dora', name: 'Dora', writer: 'account-anna' },
    ]);
  });

  it('marks are on their lines; entries of another form are passed over', () => {
    const shared = {
      [transcriptTypes.marks]: {
        [markKey('a|2', 'action')]: at,
        [markKey('a1', 'question')]: 'no',
      },
      [transcriptTypes.corrections]: { a1: { text: 7 } },
      [transcriptTypes.notes]: {
        later: { text: 'b', ...at, at: 9 },
        'note-one': { text: 'a', ...at },
      },
    };
    const { lines, notes } = read({ anna }, shared);
    expect(lines.map(({ marks }) => marks)).toEqual([[], ['action']]);
    expect(notes.map(({ text }) => text)).toEqual(['a', 'b']);
  });
});

it('people are in order of joining', () => {
  expect(read({}).people.map(({ name }) => name)).toEqual(['cleo', 'bob', 'anna']);
});

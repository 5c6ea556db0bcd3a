import { readTranscript, transcriptTypes, yTypes } from '@confab/shared-types';
import type { Utterance } from '@confab/shared-types';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  attributeLines,
  correctLine,
  isOwnLine,
  putNote,
  takeBack,
  toggleMark,
} from './editTranscript.ts';

const anna = 'account-anna';
const bob = 'account-bob';
const signed = { by: bob, at: 9 };

function said(id: string, startedAt: number, text: string): Utterance {
  return { id, text, language: 'en', startedAt, endedAt: startedAt + 900 };
}

function setUp() {
  const call = { doc: new Y.Doc() };
  const speech = { doc: new Y.Doc() };
  for (const [account, name] of [
    [anna, 'Anna'],
    [bob, 'Bob'],
  ] as const) {
    const person = { account, person: `person-${name}`, name, joinedAt: 1 };
    call.doc.getMap(yTypes.people).set(account, person);
  }
  const lines = [said('a1', 1, 'helo'), said('a2', 2, 'there'), said('a3', 3, 'bye')];
  speech.doc.getArray(yTypes.lines).push(lines);
  const read = () => readTranscript(call.doc, new Map([[anna, speech.doc]])).lines;
  const line = (id: string) => {
    const found = read().find(({ utterance }) => utterance === id);
    if (found === undefined) throw new Error(`no line ${id}`);
    return found;
  };
  return { call, speech, read, line };
}

describe('correcting a line', () => {
  it('keeps what was heard, and who changed it', () => {
    const { call, line } = setUp();
    correctLine(call, line('a1'), 'hello', signed);
    expect(line('a1')).toMatchObject({ text: 'hello', original: 'helo', correctedBy: bob });
  });

  it('back to what was heard leaves no correction', () => {
    const { call, line } = setUp();
    correctLine(call, line('a1'), 'hello', signed);
    correctLine(call, line('a1'), 'helo', signed);
    expect(call.doc.getMap(transcriptTypes.corrections).size).toBe(0);
  });

  it('is undone to the correction before', () => {
    const { call, line } = setUp();
    correctLine(call, line('a1'), 'hello', signed);
    const undo = correctLine(call, line('a1'), 'hallo', signed);
    undo();
    expect(line('a1').text).toBe('hello');
  });

  it('is not undone once somebody else has changed it', () => {
    const { call, line } = setUp();
    const undo = correctLine(call, line('a1'), 'hello', signed);
    correctLine(call, line('a1'), 'hey', { by: anna, at: 10 });
    undo();
    expect(line('a1').text).toBe('hey');
  });

  it('is undone in the document that a reset put in its place', () => {
    const { call, line } = setUp();
    const undo = correctLine(call, line('a1'), 'hello', signed);
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(call.doc));
    call.doc = fresh;
    undo();
    expect(line('a1').text).toBe('helo');
  });
});

describe('marking', () => {
  it('puts a mark on all lines, and takes it off when all have it', () => {
    const { call, line } = setUp();
    toggleMark(call, [line('a1')], 'action', signed);
    const both = () => [line('a1'), line('a2')];
    toggleMark(call, both(), 'action', signed);
    expect(both().map(({ marks }) => marks)).toEqual([['action'], ['action']]);
    toggleMark(call, both(), 'action', signed);
    expect(both().map(({ marks }) => marks)).toEqual([[], []]);
  });
});

describe('attributing', () => {
  it('names somebody else, who may have no account', () => {
    const { call, line } = setUp();
    attributeLines(call, [line('a1')], { kind: 'name', name: 'Cleo' }, signed);
    attributeLines(call, [line('a2')], { kind: 'account', account: bob }, signed);
    expect([line('a1'), line('a2')]).toMatchObject([
      { name: 'Cleo', attributedFrom: anna },
      { name: 'Bob', attributedFrom: anna },
    ]);
  });

  it('to whom it was taken down as needs no entry', () => {
    const { call, line } = setUp();
    attributeLines(call, [line('a1')], { kind: 'name', name: 'Cleo' }, signed);
    attributeLines(call, [line('a1')], { kind: 'account', account: anna }, signed);
    expect(line('a1').name).toBe('Anna');
    expect(call.doc.getMap(transcriptTypes.attributions).size).toBe(0);
  });
});

describe('taking words back', () => {
  it('deletes their text and what it was corrected to', () => {
    const { call, speech, read, line } = setUp();
    correctLine(call, line('a2'), 'their', signed);
    takeBack({ call, speech }, [line('a2')], 7);
    expect(read().map(({ text }) => text)).toEqual(['helo', 'bye']);
    expect(JSON.stringify([call.doc.toJSON(), speech.doc.toJSON()])).not.toMatch(/the(re|ir)/);
    expect(speech.doc.getMap(transcriptTypes.removed).toJSON()).toEqual({ a2: 7 });
  });

  it('is undone as if nothing had been', () => {
    const { call, speech, read, line } = setUp();
    correctLine(call, line('a2'), 'their', signed);
    const before = read();
    const undo = takeBack({ call, speech }, [line('a1'), line('a2')], 7);
    undo();
    expect(read()).toEqual(before);
    expect(speech.doc.getArray(yTypes.lines).length).toBe(3);
  });

  it('is for those whose words they are or whose machine took them down', () => {
    const { call, line } = setUp();
    expect([isOwnLine(line('a1'), anna), isOwnLine(line('a1'), bob)]).toEqual([true, false]);
    attributeLines(call, [line('a1')], { kind: 'account', account: bob }, signed);
    expect([isOwnLine(line('a1'), anna), isOwnLine(line('a1'), bob)]).toEqual([true, false]);
    const volunteered = { ...line('a2'), speaker: bob, writer: anna };
    expect(isOwnLine(volunteered, bob)).toBe(true);
  });
});

describe('shared notes', () => {
  it('are put, changed and removed, each way back', () => {
    const { call, speech } = setUp();
    const texts = () =>
      readTranscript(call.doc, new Map([[anna, speech.doc]])).notes.map(({ text }) => text);
    const note = { text: 'Look', by: bob, at: 2 };
    putNote(call, 'note-0001', note);
    const undoEdit = putNote(call, 'note-0001', { ...note, text: 'Look here' });
    expect(texts()).toEqual(['Look here']);
    undoEdit();
    expect(texts()).toEqual(['Look']);
    const undoRemoval = putNote(call, 'note-0001', undefined);
    expect(texts()).toEqual([]);
    undoRemoval();
    expect(texts()).toEqual(['Look']);
  });
});

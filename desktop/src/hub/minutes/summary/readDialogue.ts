import { readFileSync } from 'node:fs';
import { minutesTemplateSchema } from '@confab/shared-types';
import type { MinutesTemplate, Turn } from '@confab/shared-types';
import type { NamedPerson } from './people.ts';

export interface ExpectedAction {
  readonly utterance: string;
  readonly owner: string | null;
  readonly due: string | null;
}

/** A conversation written by hand, and what its minutes should hold, by the ids of its lines. */
export interface Dialogue {
  readonly turns: readonly Turn[];
  readonly people: readonly NamedPerson[];
  readonly template: MinutesTemplate;
  readonly decisions: readonly string[];
  readonly actions: readonly ExpectedAction[];
  readonly questions: readonly string[];
  /** Lines a good summary takes most of its sentences from. */
  readonly key: readonly string[];
}

const lineForm = /^([^:[]+?)(?: \[([^\]]+)\])?: (.+)$/u;

/** Reads one of the files beside: a head, then a line for each turn, with what it is in brackets. */
export function readDialogue(name: string): Dialogue {
  const file = readFileSync(new URL(`dialogues/${name}.txt`, import.meta.url), 'utf8');
  const [head = '', body = ''] = file.split('\n---\n');
  const field = (key: string): string =>
    head
      .split('\n')
      .find((line) => line.startsWith(`${key}: `))
      ?.slice(key.length + 2) ?? '';
  const lines = body
    .trim()
    .split('\n')
    .map((line) => lineForm.exec(line) ?? fail(line));
  const labelled = (label: string): string[] =>
    lines.flatMap(([, , labels], at) => (labels === label ? [`u${at}`] : []));
  const startedAt = Date.parse(`${field('day')}T10:00:00Z`);
  return {
    template: minutesTemplateSchema.parse(field('template')),
    people: field('people')
      .split(', ')
      .map((person) => ({ id: person, name: person })),
    decisions: labelled('decision'),
    questions: labelled('question'),
    key: labelled('key'),
    actions: lines.flatMap(([, , labels = ''], at): ExpectedAction[] => {
      if (!labels.startsWith('action: ')) return [];
      const [owner = '', due] = labels.slice('action: '.length).split(', ');
      return [{ utterance: `u${at}`, owner: owner === 'null' ? null : owner, due: due ?? null }];
    }),
    turns: lines.map(([, speaker = '', , text = ''], at): Turn => ({
      utterance: `u${at}`,
      speaker,
      name: speaker,
      text,
      language: /[가-힣]/u.test(text) ? 'ko' : 'en',
      startedAt: startedAt + at * 8_000,
      endedAt: startedAt + at * 8_000 + 6_000,
      marks: [],
    })),
  };
}

function fail(line: string): never {
  throw new Error(`not a line of a dialogue: ${line}`);
}

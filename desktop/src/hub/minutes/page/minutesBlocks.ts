import { utteranceLink } from '@confab/shared-types';
import type {
  Block,
  CallPerson,
  CallTranscript,
  InlineRun,
  Language,
  MinutesAction,
  MinutesPoint,
  MinutesSummary,
  SummaryMethod,
  Turn,
} from '@confab/shared-types';
import { elapsedText } from './elapsedText.ts';
import { minutesTexts } from './minutesTexts.ts';
import type { MinutesSection } from './minutesTexts.ts';

/** A block of the minutes, of one of their parts; a heading is about no line. */
export interface MinutesBlock {
  readonly section: MinutesSection;
  readonly isHeading: boolean;
  /** The first line it rests on. */
  readonly utterance: string | null;
  readonly block: Block;
}

export interface MinutesToWrite {
  readonly summary: MinutesSummary;
  readonly method: SummaryMethod;
  readonly transcript: Pick<CallTranscript, 'call' | 'people' | 'lines' | 'notes'>;
  readonly language: Language;
}

const linksShown = 3;

/** The minutes as blocks of a page: each part that holds something under its heading. */
export function minutesBlocks(minutes: MinutesToWrite): MinutesBlock[] {
  const { summary, method, transcript, language } = minutes;
  const lines = new Map(transcript.lines.map((line) => [line.utterance, line]));
  const begin = transcript.call?.startedAt ?? transcript.lines[0]?.startedAt ?? 0;
  const context: Context = { lines, begin, people: transcript.people, language };
  const speakers = new Set(transcript.lines.map(({ speaker }) => speaker));
  // Sentences as they were said are somebody's; where all are one person's that goes without saying.
  const quotes = method === 'extractive' && speakers.size > 1;
  const bullet = (section: MinutesSection, quoted: boolean) => (point: MinutesPoint) =>
    item(section, point, {
      type: 'bulletListItem',
      content: [
        ...(quoted ? nameOf(context, point) : []),
        { text: point.text },
        ...links(context, point),
      ],
    });
  return [
    ...section(context, 'summary', summary.summary.map(bullet('summary', quotes))),
    ...section(context, 'decisions', summary.decisions.map(bullet('decisions', false))),
    ...section(
      context,
      'actions',
      summary.actions.map((action) => toDo(context, action)),
    ),
    ...section(context, 'questions', summary.questions.map(bullet('questions', quotes))),
    ...section(context, 'notes', noteItems(context, transcript)),
  ];
}

interface Context {
  readonly lines: ReadonlyMap<string, Turn>;
  readonly begin: number;
  readonly people: readonly CallPerson[];
  readonly language: Language;
}

function section(
  { language }: Context,
  name: MinutesSection,
  items: readonly MinutesBlock[],
): MinutesBlock[] {
  if (items.length === 0) return [];
  const heading: Block = {
    type: 'heading',
    props: { level: 2 },
    content: [{ text: minutesTexts[language][name] }],
  };
  return [{ section: name, isHeading: true, utterance: null, block: heading }, ...items];
}

function item(name: MinutesSection, point: Pick<MinutesPoint, 'utterances'>, block: Block) {
  const utterance = point.utterances[0] ?? null;
  return { section: name, isHeading: false, utterance, block };
}

function toDo(context: Context, action: MinutesAction): MinutesBlock {
  const { owner, due, text } = action;
  const content: InlineRun[] = [
    ...(owner === null ? [] : [ownerRun(context, owner), { text: ' ' }]),
    { text },
    ...(due === null ? [] : [{ text: ' ' }, dayRun(context, due)]),
    ...links(context, action),
  ];
  return item('actions', action, { type: 'checkListItem', content });
}

function ownerRun({ people }: Context, owner: string): InlineRun {
  const person = people.find(({ account }) => account === owner);
  if (person !== undefined) {
    return { mention: { kind: 'person', target: person.person, label: person.name } };
  }
  return { text: owner.replace(/^name:/u, ''), styles: ['bold'] };
}

function dayRun({ language }: Context, day: string): InlineRun {
  const format = new Intl.DateTimeFormat(language, {
    ...({ weekday: 'short', month: 'short', day: 'numeric', timeZone: 'UTC' } as const),
  });
  return { mention: { kind: 'date', target: day, label: format.format(Date.parse(day)) } };
}

function nameOf({ lines }: Context, { utterances }: MinutesPoint): InlineRun[] {
  const name = lines.get(utterances[0] ?? '')?.name ?? '';
  return name === '' ? [] : [{ text: `${name}: `, styles: ['bold'] }];
}

/** The times of the lines a point rests on, each leading to its line. */
function links({ lines, begin }: Context, { utterances }: Pick<MinutesPoint, 'utterances'>) {
  return utterances.slice(0, linksShown).flatMap((utterance): InlineRun[] => {
    const line = lines.get(utterance);
    if (line === undefined) return [];
    const time = elapsedText(line.startedAt - begin);
    return [{ text: ' ' }, { text: time, link: utteranceLink(utterance) }];
  });
}

/** Notes that people shared, with the line that was being said. */
function noteItems(
  context: Context,
  { notes, lines, people }: MinutesToWrite['transcript'],
): MinutesBlock[] {
  return notes.map(({ text, by, at }) => {
    const line = lines.findLast(({ startedAt }) => startedAt <= at);
    const point = { utterances: line === undefined ? [] : [line.utterance] };
    const name = people.find(({ account }) => account === by)?.name;
    return item('notes', point, {
      type: 'bulletListItem',
      content: [
        ...(name === undefined ? [] : [{ text: `${name}: `, styles: ['bold'] as const }]),
        { text },
        ...links(context, point),
      ],
    });
  });
}

import type { AccountId, CallTranscript, Consent, Language, Turn } from '@confab/shared-types';
import { minutesTexts } from '../page/minutesTexts.ts';

/** What a transcript's file is made from: a call's words, or those of a recording. */
export interface TranscriptToFormat {
  readonly title: string;
  /** Null: no time it began is known; times are counted from the first line then. */
  readonly call: CallTranscript['call'];
  readonly people: readonly { readonly account?: AccountId; readonly name: string }[];
  readonly lines: readonly Turn[];
  /** Who agreed to what, and when transcription was on; absent where nobody was asked. */
  readonly consents?: CallTranscript['consents'];
  readonly periods?: CallTranscript['periods'];
  readonly notes?: CallTranscript['notes'];
}

export interface FormatOptions {
  readonly times: boolean;
  readonly speakers: boolean;
  /** Of headings and dates. */
  readonly language: Language;
  /** Of dates; absent: this machine's. */
  readonly timeZone?: string;
}

/** The moment that times are counted from, milliseconds since the epoch. */
export function beginningOf({ call, lines }: TranscriptToFormat): number {
  return call?.startedAt ?? lines[0]?.startedAt ?? 0;
}

/** Several lines of one person in a row, as one reads them. */
export interface Paragraph {
  readonly name: string;
  readonly startedAt: number;
  readonly text: string;
}

const pauseMs = 20_000;
const longest = 1_200;

/** Puts lines together that one person said in a row, without a long pause. */
export function paragraphsOf(lines: readonly Turn[]): Paragraph[] {
  const paragraphs: (Paragraph & { speaker: string; endedAt: number })[] = [];
  for (const { speaker, name, startedAt, endedAt, text } of lines) {
    const last = paragraphs.at(-1);
    const goesOn =
      last?.speaker === speaker &&
      startedAt - last.endedAt < pauseMs &&
      last.text.length + text.length < longest;
    if (last !== undefined && goesOn) {
      paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text} ${text}`, endedAt };
    } else {
      paragraphs.push({ speaker, name, startedAt, text, endedAt });
    }
  }
  return paragraphs.map(({ name, startedAt, text }) => ({ name, startedAt, text }));
}

/** What stands above a transcript, each with its label. */
export interface Fact {
  readonly label: 'date' | 'duration' | 'people' | 'transcribed' | 'consent';
  readonly text: string;
}

export function factsOf(transcript: TranscriptToFormat, options: FormatOptions): Fact[] {
  const { call, people } = transcript;
  const { language, timeZone } = options;
  const names = [...new Set(people.map(({ name }) => name).filter((name) => name !== ''))];
  const facts: Fact[] = [];
  if (call !== null) {
    const format = new Intl.DateTimeFormat(language, {
      ...({ dateStyle: 'long', timeStyle: 'short' } as const),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    facts.push({ label: 'date', text: format.format(call.startedAt) });
    if (call.endedAt !== null) {
      facts.push({
        label: 'duration',
        text: durationText(call.endedAt - call.startedAt, language),
      });
    }
  }
  if (names.length > 0) {
    facts.push({ label: 'people', text: names.join(', ') });
  }
  const times = periodsText(transcript, options);
  if (times !== '') facts.push({ label: 'transcribed', text: times });
  const consents = consentsOf(transcript).map((each) => consentText(each, language));
  if (consents.length > 0) facts.push({ label: 'consent', text: consents.join('; ') });
  return facts;
}

/** What one person said to being transcribed, by names. */
export interface NamedConsent extends Pick<Consent, 'choice' | 'model' | 'at'> {
  readonly name: string;
  /** Whose machine took their words down, where it was not their own. */
  readonly volunteer?: string;
}

/** In the order people joined. */
export function consentsOf({ people, consents = new Map() }: TranscriptToFormat): NamedConsent[] {
  const nameOf = (account: AccountId | undefined): string =>
    people.find((person) => person.account === account)?.name ?? '';
  return people.flatMap(({ account, name }): NamedConsent[] => {
    const consent = account === undefined ? undefined : consents.get(account);
    if (consent === undefined) return [];
    const { choice, model, at, volunteer } = consent;
    return [
      {
        ...{ name, choice, at },
        ...(model === undefined ? {} : { model }),
        ...(choice === 'volunteer' ? { volunteer: nameOf(volunteer) } : {}),
      },
    ];
  });
}

function consentText({ name, choice, volunteer = '' }: NamedConsent, language: Language): string {
  const texts = minutesTexts[language];
  const who = name || texts.unknownSpeaker;
  switch (choice) {
    case 'own-machine':
      return `${who}: ${texts.ownMachine}`;
    case 'volunteer':
      return `${who}: ${texts.volunteer.replace('{name}', () => volunteer || texts.unknownSpeaker)}`;
    case 'declined':
      return `${who}: ${texts.declined}`;
  }
}

/** When transcription was on; it was not stopped before the call was over where nothing says so. */
function periodsText(
  { call, periods = [] }: TranscriptToFormat,
  { language, timeZone }: FormatOptions,
): string {
  const format = new Intl.DateTimeFormat(language, {
    ...({ timeStyle: 'short' } as const),
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return periods
    .map(({ startedAt, stoppedAt }) => {
      const until = stoppedAt ?? call?.endedAt ?? null;
      if (until === null) return `${format.format(startedAt)} –`;
      return format.formatRange(startedAt, Math.max(startedAt, until));
    })
    .join(', ');
}

function durationText(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const unit = (value: number, name: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' }).format(
      value,
    );
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = minutes % 60 === 0 ? [] : [unit(minutes % 60, 'minute')];
  return [unit(Math.floor(minutes / 60), 'hour'), ...rest].join(' ');
}

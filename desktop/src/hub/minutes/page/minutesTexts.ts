import type { Language } from '@confab/shared-types';

/** The parts of minutes, in the order they stand on the page. */
export const minutesSections = ['summary', 'decisions', 'actions', 'questions', 'notes'] as const;
export type MinutesSection = (typeof minutesSections)[number];

type OtherText =
  | ('transcript' | 'people' | 'date' | 'duration' | 'unknownSpeaker')
  /** When transcription was on, and what people said to it. */
  | ('transcribed' | 'consent' | 'ownMachine' | 'volunteer' | 'declined');
type MinutesTexts = Readonly<Record<MinutesSection | OtherText, string>>;

/** What stands on pages and in files of minutes, in the language of the call. */
export const minutesTexts: Readonly<Record<Language, MinutesTexts>> = {
  en: {
    summary: 'Summary',
    decisions: 'Decisions',
    actions: 'Actions',
    questions: 'Open questions',
    notes: 'Notes',
    transcript: 'Transcript',
    people: 'People',
    date: 'Date',
    duration: 'Duration',
    unknownSpeaker: 'Somebody',
    transcribed: 'Transcribed',
    consent: 'Consent',
    ownMachine: 'on their own device',
    volunteer: 'on the device of {name}',
    declined: 'not transcribed',
  },
  ko: {
    summary: '요약',
    decisions: '결정 사항',
    actions: '할 일',
    questions: '남은 질문',
    notes: '메모',
    transcript: '대화 기록',
    people: '참석자',
    date: '날짜',
    duration: '시간',
    unknownSpeaker: '알 수 없음',
    transcribed: '받아쓴 시간',
    consent: '동의',
    ownMachine: '자신의 기기에서 받아씀',
    volunteer: '{name} 님의 기기에서 받아씀',
    declined: '받아쓰지 않음',
  },
};

/** The language of a call's minutes: English for whatever is not Korean. */
export function minutesLanguage(language: string): Language {
  return language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

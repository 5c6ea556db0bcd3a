import type { Language } from '@confab/shared-types';

/** The parts of minutes, in the order they stand on the page. */
export const minutesSections = ['summary', 'decisions', 'actions', 'questions', 'notes'] as const;
export type MinutesSection = (typeof minutesSections)[number];

type MinutesTexts = Readonly<
  Record<MinutesSection | 'transcript' | 'people' | 'date' | 'duration' | 'unknownSpeaker', string>
>;

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
  },
};

/** The language of a call's minutes: English for whatever is not Korean. */
export function minutesLanguage(language: string): Language {
  return language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

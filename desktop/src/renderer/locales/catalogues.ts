import callsEn from './calls.en.json' with { type: 'json' };
import callsKo from './calls.ko.json' with { type: 'json' };
import commentsEn from './comments.en.json' with { type: 'json' };
import commentsKo from './comments.ko.json' with { type: 'json' };
import editorEn from './editor.en.json' with { type: 'json' };
import editorKo from './editor.ko.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import exchangeEn from './exchange.en.json' with { type: 'json' };
import exchangeKo from './exchange.ko.json' with { type: 'json' };
import historyEn from './history.en.json' with { type: 'json' };
import historyKo from './history.ko.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };
import minutesEn from './minutes.en.json' with { type: 'json' };
import minutesKo from './minutes.ko.json' with { type: 'json' };
import modelsEn from './models.en.json' with { type: 'json' };
import modelsKo from './models.ko.json' with { type: 'json' };
import pagesEn from './pages.en.json' with { type: 'json' };
import pagesKo from './pages.ko.json' with { type: 'json' };
import recordingsEn from './recordings.en.json' with { type: 'json' };
import recordingsKo from './recordings.ko.json' with { type: 'json' };
import searchEn from './search.en.json' with { type: 'json' };
import searchKo from './search.ko.json' with { type: 'json' };
import sharingEn from './sharing.en.json' with { type: 'json' };
import sharingKo from './sharing.ko.json' with { type: 'json' };
import summariesEn from './summaries.en.json' with { type: 'json' };
import summariesKo from './summaries.ko.json' with { type: 'json' };
import syncEn from './sync.en.json' with { type: 'json' };
import syncKo from './sync.ko.json' with { type: 'json' };
import transcriptionEn from './transcription.en.json' with { type: 'json' };
import transcriptionKo from './transcription.ko.json' with { type: 'json' };

/** Everything a person can read, by language. English is the one whose keys are type-checked. */
export const catalogues = {
  en: {
    ...en,
    calls: callsEn,
    comments: commentsEn,
    editor: editorEn,
    exchange: exchangeEn,
    history: historyEn,
    minutes: minutesEn,
    models: modelsEn,
    pages: pagesEn,
    recordings: recordingsEn,
    searching: searchEn,
    sharing: sharingEn,
    summaries: summariesEn,
    sync: syncEn,
    transcription: transcriptionEn,
  },
  ko: {
    ...ko,
    calls: callsKo,
    comments: commentsKo,
    editor: editorKo,
    exchange: exchangeKo,
    history: historyKo,
    minutes: minutesKo,
    models: modelsKo,
    pages: pagesKo,
    recordings: recordingsKo,
    searching: searchKo,
    sharing: sharingKo,
    summaries: summariesKo,
    sync: syncKo,
    transcription: transcriptionKo,
  },
} as const;

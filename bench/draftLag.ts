import { median, quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';
import { speakLive } from './speakLive.ts';
import type { LiveSpeech } from './speakLive.ts';

const goalMs = 1500;

/** From the end of a word to the first caption that has it, without what the model takes for one. */
export const draftLag: Benchmark = async (say) => {
  const live = await speakLive(12, say);
  const lags = live.finals.flatMap(({ line, at }) => wordLags(live, line, at));
  const drafted = live.drafts.length;
  say(`${drafted} drafts; one word in twenty took ${Math.round(quantile(lags, 0.95))} ms or more`);
  const model = live.draftTimes.length === 0 ? 0 : median(live.draftTimes);
  say(`half took ${Math.round(median(lags))} ms; a draft takes the model ${Math.round(model)} ms`);
  const half = median(lags) - model;
  return {
    name: 'draft-lag',
    unit: "ms more than the model's own time, half of the words",
    ours: rounded(half),
    reference: null,
    ratio: null,
    goal: `at most ${goalMs} ms more`,
    met: half <= goalMs,
  };
};

type Final = LiveSpeech['finals'][number];

function wordLags({ drafts, spokenAt }: LiveSpeech, line: Final['line'], at: number): number[] {
  const captions = drafts
    .filter(({ draft }) => draft.startSample === line.startSample)
    .map(({ draft, at: shownAt }) => ({
      shownAt,
      words: `${draft.text} ${draft.tentative}`.split(/\s+/u).filter((word) => word !== '').length,
    }));
  return (line.words ?? []).map((word, index) => {
    const first = captions.find(({ words }) => words > index);
    return Math.max(0, (first?.shownAt ?? at) - spokenAt(word.endSample));
  });
}

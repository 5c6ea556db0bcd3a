import { median, quantile, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';
import { speakLive } from './speakLive.ts';

const goalMs = 900;

/** From the end of speech to its final line, without the time the model itself takes for it. */
export const finalP95: Benchmark = async (say) => {
  const { finals, spokenAt, modelTimeOf } = await speakLive(12, say);
  const beside = finals.map(({ line, at }) => at - spokenAt(line.endSample) - modelTimeOf(line));
  const whole = finals.map(({ line, at }) => at - spokenAt(line.endSample));
  say(`half of the lines came ${Math.round(median(whole))} ms after the end of speech`);
  const p95 = quantile(beside, 0.95);
  return {
    name: 'final-p95',
    unit: "ms more than the model's own time",
    ours: rounded(p95),
    reference: null,
    ratio: null,
    goal: `at most ${goalMs} ms more`,
    met: p95 <= goalMs,
  };
};

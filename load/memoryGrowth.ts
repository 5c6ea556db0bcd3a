/** Too few to tell growth from noise. */
const fewestSamples = 10;

/**
 * How much more the last fifth of a run holds than its second fifth, as a share (0.05 is 5 %): the first
 * is what a server takes to get going. Medians, so that a collection of garbage says nothing.
 */
export function memoryGrowth(samples: readonly number[]): number | null {
  if (samples.length < fewestSamples) return null;
  const fifth = Math.floor(samples.length / 5);
  const early = median(samples.slice(fifth, 2 * fifth));
  const late = median(samples.slice(-fifth));
  return late / early - 1;
}

function median(sample: readonly number[]): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

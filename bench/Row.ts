/** One line of the benchmark: what we do, next to a reference measured in the same run. */
export interface Row {
  readonly name: string;
  /** Unit of `ours` and `reference`. */
  readonly unit: string;
  readonly ours: number;
  /** Null where the goal is a number of its own and nothing stands beside it. */
  readonly reference: number | null;
  /** `ours / reference`. */
  readonly ratio: number | null;
  /** In words, as the project promises it. */
  readonly goal: string;
  readonly met: boolean;
}

/** Measures and answers its row; `say` reports progress on stderr. */
export type Benchmark = (say: (text: string) => void) => Promise<Row>;

/** The value below which `share` (0..1) of the sample lies. */
export function quantile(sample: readonly number[], share: number): number {
  if (sample.length === 0) throw new Error('no sample to take a quantile of');
  const sorted = [...sample].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, at)] ?? Number.NaN;
}

export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5);
}

/** Rounded to what the measurement can bear: three digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

import { LogitsProcessor } from '@huggingface/transformers';
import type { Tensor } from '@huggingface/transformers';

/** Sums up how sure the model was of each text token, and stops it when it is no longer wanted. */
export class TokenConfidence extends LogitsProcessor {
  readonly #endOfText: number;
  readonly #signal: AbortSignal | undefined;
  #previous: Float32Array | null = null;
  #sum = 0;
  #count = 0;

  constructor(endOfText: number, signal: AbortSignal | undefined) {
    super();
    this.#endOfText = endOfText;
    this.#signal = signal;
  }

  get average(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  // Which token was chosen shows only at the next step; by then the logits were changed in place.
  override _call(inputIds: bigint[][], logits: Tensor): Tensor {
    // `stopping_criteria` does not reach Whisper's generation: throwing here is the way out.
    this.#signal?.throwIfAborted();
    const token = Number(inputIds[0]?.at(-1) ?? this.#endOfText);
    if (this.#previous !== null && token < this.#endOfText) {
      this.#sum += (this.#previous[token] ?? 0) - logSumExp(this.#previous);
      this.#count += 1;
    }
    this.#previous = Float32Array.from(logits.data as Float32Array);
    return logits;
  }
}

/** Logarithm of the sum of exponentials: what turns a logit into a log-probability. */
export function logSumExp(row: Float32Array): number {
  let max = -Infinity;
  for (const value of row) if (value > max) max = value;
  let sum = 0;
  for (const value of row) sum += Math.exp(value - max);
  return max + Math.log(sum);
}

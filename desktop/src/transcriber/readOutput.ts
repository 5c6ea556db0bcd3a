import { Tensor } from '@huggingface/transformers';

/** The logits after one token; null where the model gave only the last one's. */
export function rowAt(logits: Tensor, position: number): Float32Array | null {
  if ((logits.dims[1] ?? 0) <= position) return null;
  return logits.slice(0, position, null).to('float32').data as Float32Array;
}

/** Tokens after the start tokens, with the time of each where they were asked for. */
export function readOutput(
  output: unknown,
  startLength: number,
): { tokens: number[]; times: number[] | undefined } {
  if (output instanceof Tensor) return { tokens: firstRow(output, startLength), times: undefined };
  const { sequences, token_timestamps } = output as { sequences: Tensor; token_timestamps: Tensor };
  return {
    tokens: firstRow(sequences, startLength),
    times: firstRow(token_timestamps, startLength),
  };
}

function firstRow(tensor: Tensor, from: number): number[] {
  return Array.from(tensor.data as Iterable<number | bigint>, Number).slice(from);
}

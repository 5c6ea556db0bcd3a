import { Tensor } from '@huggingface/transformers';

/** The feature extractor of a Whisper model; `max_length` is what it pads to, in samples. */
export interface FeatureExtractor {
  (samples: Float32Array, options?: { max_length: number }): Promise<{ input_features: Tensor }>;
  readonly config: { readonly hop_length: number; readonly nb_max_frames: number };
}

/** Half of Whisper's window of 25 ms reaches over a frame's edges: twice that is silence for sure. */
const silentTail = 800;

/**
 * What Whisper hears: the spectrogram of half a minute, however short the audio. The extractor works
 * through the padding too; here only the audio is computed, since all frames of silence are alike.
 */
export async function logMelSpectrogram(
  extract: FeatureExtractor,
  samples: Float32Array,
): Promise<Tensor> {
  const { hop_length: hop, nb_max_frames: frames } = extract.config;
  const length = Math.ceil((samples.length + silentTail) / hop) * hop;
  if (length >= frames * hop) return (await extract(samples)).input_features;
  const { input_features: short } = await extract(samples, { max_length: length });
  const [, bands = 0, heard = 0] = short.dims;
  const data = short.data as Float32Array;
  const full = new Float32Array(bands * frames).fill(data.at(-1) ?? 0);
  for (let band = 0; band < bands; band += 1) {
    full.set(data.subarray(band * heard, (band + 1) * heard), band * frames);
  }
  return new Tensor('float32', full, [1, bands, frames]);
}

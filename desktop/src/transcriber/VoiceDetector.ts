/** Samples a voice detector takes at a time, at 16 kHz: 32 ms. */
export const vadFrameSamples = 512;

/** Listens to one stream; keeps its memory between frames. */
export interface VoiceDetector {
  /** Probability of speech, 0..1, in the next frame of `vadFrameSamples` samples. */
  probability(frame: Float32Array): Promise<number>;
  /** Forgets what it heard, after a gap. */
  reset(): void;
}

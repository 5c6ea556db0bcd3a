/** Samples a voice detector takes at a time, at 16 kHz: 32 ms. */
export const vadFrameSamples = 512;

/** Listens to one stream; keeps its memory between frames. */
export interface VoiceDetector {
  /**
   * Probability of speech, 0..1, in each of the next frames, which are `vadFrameSamples` long. Many
   * at once are faster and the same.
   */
  probabilities(frames: Float32Array): Promise<Float32Array>;
  /** Forgets what it heard, after a gap. */
  reset(): void;
}

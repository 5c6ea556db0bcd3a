/** The decoder of a loaded model, as far as its outputs are concerned. */
export interface DecoderSession {
  readonly outputNames: readonly string[];
  run(feeds: DecoderFeeds, fetches?: readonly string[]): Promise<unknown>;
}

interface DecoderFeeds {
  readonly use_cache_branch?: { readonly data: ArrayLike<number | boolean> };
}

/**
 * Leaves out of each step what nobody reads. transformers.js asks for every output: a copy of what
 * the encoder heard, which is the same at each step, and all attention over the audio. That copying
 * takes longer than the decoding of a small model.
 */
export function fetchOnlyNeeded(session: DecoderSession, wantsAttention: () => boolean): void {
  const run = session.run.bind(session);
  session.run = (feeds) => {
    const goesOn = Boolean(feeds.use_cache_branch?.data[0]);
    const wanted = session.outputNames.filter((name) => {
      if (name.startsWith('cross_attentions')) return wantsAttention();
      return !(goesOn && name.startsWith('present') && name.includes('.encoder.'));
    });
    return run(feeds, wanted);
  };
}

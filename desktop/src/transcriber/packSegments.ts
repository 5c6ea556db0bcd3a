import type { SpeechSegment } from './segmentSpeech.ts';

/** Speech segments joined end to end, for one inference. */
export interface SpeechWindow {
  readonly samples: Float32Array;
  /** Which stretch of the window is which stretch of the recording, in order. */
  readonly parts: readonly {
    readonly windowStart: number;
    readonly sourceStart: number;
    readonly length: number;
    /** Where the voice detector heard speech in it, in the recording. */
    readonly speechStart: number;
    readonly speechEnd: number;
  }[];
}

interface CutSegment {
  readonly segment: SpeechSegment;
  readonly samples: Float32Array;
}

/** What the models take beside the speech of a window. */
const mostPadding = 16_000;

/**
 * Fills windows of at most `windowSamples` of speech with whole segments, in order; the padding
 * around them adds up to a second to that. A length of 0 gives each segment a window of its own.
 */
export async function* packSegments(
  segments: AsyncIterable<CutSegment>,
  windowSamples: number,
): AsyncGenerator<SpeechWindow> {
  let open: CutSegment[] = [];
  let speech = 0;
  let length = 0;
  for await (const next of segments) {
    const nextSpeech = next.segment.end - next.segment.start;
    const fits =
      speech + nextSpeech <= windowSamples &&
      length + next.samples.length <= windowSamples + mostPadding;
    if (open.length > 0 && !fits) {
      yield joinSegments(open);
      open = [];
      speech = 0;
      length = 0;
    }
    open.push(next);
    speech += nextSpeech;
    length += next.samples.length;
  }
  if (open.length > 0) yield joinSegments(open);
}

function joinSegments(segments: readonly CutSegment[]): SpeechWindow {
  const samples = new Float32Array(segments.reduce((sum, cut) => sum + cut.samples.length, 0));
  let windowStart = 0;
  const parts = segments.map((cut) => {
    const part = {
      windowStart,
      sourceStart: cut.segment.paddedStart,
      length: cut.samples.length,
      speechStart: cut.segment.start,
      speechEnd: cut.segment.end,
    };
    samples.set(cut.samples, windowStart);
    windowStart += cut.samples.length;
    return part;
  });
  return { samples, parts };
}

import type { SpeechSegment } from './segmentSpeech.ts';

/** Speech segments joined end to end, for one inference. */
export interface SpeechWindow {
  readonly samples: Float32Array;
  /** Which stretch of the window is which stretch of the recording, in order. */
  readonly parts: readonly {
    readonly windowStart: number;
    readonly sourceStart: number;
    readonly length: number;
  }[];
}

interface CutSegment {
  readonly segment: SpeechSegment;
  readonly samples: Float32Array;
}

/** Fills windows of at most `windowSamples` with whole segments, padding included, in order. */
export async function* packSegments(
  segments: AsyncIterable<CutSegment>,
  windowSamples: number,
): AsyncGenerator<SpeechWindow> {
  let open: CutSegment[] = [];
  let length = 0;
  for await (const next of segments) {
    if (open.length > 0 && length + next.samples.length > windowSamples) {
      yield joinSegments(open);
      open = [];
      length = 0;
    }
    open.push(next);
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
    };
    samples.set(cut.samples, windowStart);
    windowStart += cut.samples.length;
    return part;
  });
  return { samples, parts };
}

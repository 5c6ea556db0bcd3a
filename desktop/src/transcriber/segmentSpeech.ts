import { vadFrameSamples } from './VoiceDetector.ts';

/** All lengths in samples at 16 kHz. */
export interface SegmentLimits {
  /** Probability at which speech starts, and below which it may be over. */
  readonly startAt: number;
  readonly endBelow: number;
  /** Shorter sounds are no speech. */
  readonly shortest: number;
  /** What is kept before and after speech for the model. */
  readonly paddingBefore: number;
  readonly paddingAfter: number;
  /** Silence that ends a segment; from `softCut` on a `dip` does; at `hardCut` nothing is needed. */
  readonly silence: number;
  readonly dip: number;
  readonly softCut: number;
  readonly hardCut: number;
}

const ms = 16;
const second = 16_000;

/** Limits for a model that takes `windowSeconds` of speech at once. */
export function segmentLimits(windowSeconds: number): SegmentLimits {
  return {
    startAt: 0.5,
    endBelow: 0.35,
    shortest: 250 * ms,
    paddingBefore: 300 * ms,
    paddingAfter: 200 * ms,
    silence: 600 * ms,
    dip: 100 * ms,
    softCut: Math.min(12, windowSeconds * 0.6) * second,
    hardCut: Math.min(28, windowSeconds) * second,
  };
}

/** Speech from `start` to `end`; the model hears `paddedStart` to `paddedEnd`. */
export interface SpeechSegment {
  readonly start: number;
  readonly end: number;
  readonly paddedStart: number;
  readonly paddedEnd: number;
}

export interface SegmenterState {
  /** Where the next frame starts. */
  readonly position: number;
  /** Start of the speech that goes on, or null. */
  readonly speechStart: number | null;
  /** Start of the quiet that ends it if it lasts, or null. */
  readonly quietSince: number | null;
  /** Least likely frame since the soft cut: where a hard cut goes. */
  readonly faintest: { readonly at: number; readonly probability: number } | null;
  /** No padding reaches before this. */
  readonly cutAt: number;
}

export function segmenterAt(position: number): SegmenterState {
  return { position, speechStart: null, quietSince: null, faintest: null, cutAt: position };
}

export interface SegmenterStep {
  readonly state: SegmenterState;
  readonly closed: SpeechSegment | null;
}

/** Takes the speech probability of one frame; pure, so that it can be replayed. */
export function stepSegmenter(
  state: SegmenterState,
  probability: number,
  limits: SegmentLimits,
): SegmenterStep {
  const frame = state.position;
  const position = frame + vadFrameSamples;
  if (state.speechStart === null) {
    const speechStart = probability >= limits.startAt ? frame : null;
    return { state: { ...state, position, speechStart }, closed: null };
  }
  const length = position - state.speechStart;
  const quietSince = nextQuiet(state.quietSince, frame, probability, limits);
  const quiet = quietSince === null ? 0 : position - quietSince;
  const enough = length >= limits.softCut ? limits.dip : limits.silence;
  if (quietSince !== null && quiet >= enough) {
    return closeAt(state, position, quietSince, null, limits);
  }
  const faintest =
    length >= limits.softCut && probability <= (state.faintest?.probability ?? Infinity)
      ? { at: frame, probability }
      : state.faintest;
  if (length >= limits.hardCut) {
    const at = quietSince ?? faintest?.at ?? position;
    return closeAt(state, position, at, at, limits);
  }
  return { state: { ...state, position, quietSince, faintest }, closed: null };
}

/** The end of the stream: speech that goes on ends here. */
export function endSegmenter(state: SegmenterState, limits: SegmentLimits): SpeechSegment | null {
  if (state.speechStart === null) return null;
  return closeAt(state, state.position, state.quietSince ?? state.position, null, limits).closed;
}

/**
 * The segment that speech becomes if the silence it is followed by goes on; null before that silence
 * is `quiet` samples long. At the end it is the same one: it can be worked on in advance.
 */
export function expectedSegment(
  state: SegmenterState,
  quiet: number,
  limits: SegmentLimits,
): SpeechSegment | null {
  const { speechStart, quietSince, position } = state;
  if (speechStart === null || quietSince === null || position - quietSince < quiet) return null;
  return closeAt(state, position, quietSince, null, limits).closed;
}

/** Segments of a whole recording from the probabilities of its frames. */
export function segmentSpeech(
  probabilities: Iterable<number>,
  limits: SegmentLimits,
): SpeechSegment[] {
  let state = segmenterAt(0);
  const segments: SpeechSegment[] = [];
  for (const probability of probabilities) {
    const step = stepSegmenter(state, probability, limits);
    state = step.state;
    if (step.closed !== null) segments.push(step.closed);
  }
  const last = endSegmenter(state, limits);
  return last === null ? segments : [...segments, last];
}

function nextQuiet(
  since: number | null,
  frame: number,
  probability: number,
  limits: SegmentLimits,
): number | null {
  if (probability >= limits.startAt) return null;
  return probability < limits.endBelow ? (since ?? frame) : since;
}

/** Ends speech at `end`; it goes on from `next` where it was cut without a pause. */
function closeAt(
  state: SegmenterState,
  position: number,
  end: number,
  next: number | null,
  limits: SegmentLimits,
): SegmenterStep {
  const start = state.speechStart ?? end;
  const paddedEnd = next ?? Math.min(end + limits.paddingAfter, position);
  const after = {
    position,
    speechStart: next,
    quietSince: null,
    faintest: null,
    cutAt: paddedEnd,
  };
  if (end - start < limits.shortest)
    return { state: { ...after, cutAt: state.cutAt }, closed: null };
  const paddedStart = Math.max(state.cutAt, start - limits.paddingBefore);
  return { state: after, closed: { start, end, paddedStart, paddedEnd } };
}

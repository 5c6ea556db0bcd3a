const everyMs = 2_400;
/** Two soft notes, a fourth apart: frequency in hertz, start and length in seconds. */
const notes = [
  { frequency: 523.25, at: 0, length: 0.5 },
  { frequency: 698.46, at: 0.28, length: 0.7 },
] as const;
const loudness = 0.12;

/** A soft two-note ring. Silent where the browser does not let the page sound yet. */
export class RingTone {
  readonly #device: string | null;
  readonly #onProblem: (error: unknown) => void;
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** `device`: where it sounds; null, or one that is not there: where the system wants. */
  constructor(device: string | null, onProblem: (error: unknown) => void) {
    this.#device = device;
    this.#onProblem = onProblem;
  }

  start(): void {
    if (this.#context !== null) return;
    const context = new AudioContext();
    this.#context = context;
    const ring = (): void => {
      if (context.state === 'running') playNotes(context);
    };
    void this.#choose(context).then(() => {
      if (this.#context !== context) return;
      context.addEventListener('statechange', ring, { once: true });
      ring();
      this.#timer = setInterval(ring, everyMs);
    });
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#context?.close().catch(this.#onProblem);
    this.#context = null;
  }

  async #choose(context: AudioContext): Promise<void> {
    if (this.#device === null || !canChooseSink(context)) return;
    try {
      await context.setSinkId(this.#device);
    } catch (error) {
      // A ring on the wrong loudspeaker is better than none.
      this.#onProblem(error);
    }
  }
}

/** Part of the Audio Output Devices API; TypeScript's library does not have it on contexts. */
interface SinkContext extends AudioContext {
  setSinkId(device: string): Promise<void>;
}

function canChooseSink(context: AudioContext): context is SinkContext {
  return 'setSinkId' in context;
}

function playNotes(context: AudioContext): void {
  for (const { frequency, at, length } of notes) {
    const start = context.currentTime + at;
    const tone = new OscillatorNode(context, { type: 'sine', frequency });
    const envelope = new GainNode(context, { gain: 0 });
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(loudness, start + 0.03);
    envelope.gain.exponentialRampToValueAtTime(0.0001, start + length);
    tone.connect(envelope).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}

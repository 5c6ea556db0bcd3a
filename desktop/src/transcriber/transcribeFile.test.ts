import { expect, it } from 'vitest';
import type { RecognizeOptions, Recognition, SpeechRecognizer } from './SpeechRecognizer.ts';
import { transcribeFile } from './transcribeFile.ts';
import type { FileLine, TranscribeFileOptions } from './transcribeFile.ts';
import type { VoiceDetector } from './VoiceDetector.ts';

const rate = 16_000;

const detector: VoiceDetector = {
  probabilities: (frames) =>
    Promise.resolve(
      Float32Array.from({ length: frames.length / 512 }, (_, index) =>
        (frames[512 * index + 256] ?? 0) > 0.05 ? 0.9 : 0.05,
      ),
    ),
  reset: () => undefined,
};

/** Says how loud what it hears is; loud speech is Korean. */
class LoudnessRecognizer implements SpeechRecognizer {
  readonly info = {
    name: 'loudness',
    dtype: 'none',
    languages: ['en', 'ko'],
    wordTimes: false,
    windowSeconds: 12,
  };
  readonly takesPrompt = false;
  readonly heard: number[] = [];

  recognize(samples: Float32Array, { language, signal }: RecognizeOptions): Promise<Recognition> {
    signal?.throwIfAborted();
    this.heard.push(Math.round(samples.length / rate));
    const loudness = Math.max(...samples.subarray(0, 2 * rate));
    const ko = loudness > 0.5 ? 0.99 : 0.01;
    return Promise.resolve({
      pieces: [{ text: `at ${loudness.toFixed(1)}`, startSample: 0, endSample: samples.length }],
      language: typeof language === 'string' ? language : language({ en: 1 - ko, ko }),
      averageLogProbability: -0.1,
      noSpeechProbability: 0,
    });
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

/** Seconds of a recording: two of speech, one of silence, and so on. */
async function* talk(from: number, to: number, loudness: (sentence: number) => number) {
  for (let second = from; second < to; second += 1) {
    const spoken = second % 3 < 2 ? loudness(Math.floor(second / 3)) : 0;
    yield await Promise.resolve(new Float32Array(rate).fill(spoken));
  }
}

async function linesOf(
  audio: AsyncIterable<Float32Array>,
  more: Partial<TranscribeFileOptions> = {},
): Promise<FileLine[]> {
  const recognizer = new LoudnessRecognizer();
  const options = { recognizer, detector, language: 'en', ...more };
  const lines: FileLine[] = [];
  for await (const line of transcribeFile(audio, options)) lines.push(line);
  return lines;
}

const rising = (sentence: number): number => 0.1 + 0.1 * (sentence % 5);

it('packs sentences into windows as long as the model takes', async () => {
  const recognizer = new LoudnessRecognizer();
  await linesOf(talk(0, 30, rising), { recognizer });
  expect(recognizer.heard.length).toBeLessThanOrEqual(3);
  expect(Math.max(...recognizer.heard)).toBeLessThanOrEqual(12);
});

it('tells two languages apart, each sentence by itself', async () => {
  const lines = await linesOf(
    talk(0, 12, (sentence) => (sentence % 2 === 0 ? 0.3 : 0.8)),
    {
      language: 'auto',
    },
  );
  expect(lines.map(({ language }) => language)).toEqual(['en', 'ko', 'en', 'ko']);
  const known = await linesOf(talk(0, 12, rising), { language: 'auto', candidates: ['ko'] });
  expect(known.every(({ language }) => language === 'ko')).toBe(true);
});

it('goes on from where every line was out and loses none', async () => {
  const whole = await linesOf(talk(0, 60, rising));
  let upTo = 0;
  let stop = false;
  const first: FileLine[] = [];
  const recognizer = new LoudnessRecognizer();
  const beginning = transcribeFile(talk(0, 60, rising), {
    recognizer,
    detector,
    language: 'en',
    onProgress: ({ upToSample, readSample }) => {
      if (!stop) upTo = upToSample;
      stop ||= readSample > 31 * rate;
    },
  });
  for await (const line of beginning) if (!stop) first.push(line);
  const rest = await linesOf(skip(talk(0, 60, rising), upTo), { fromSample: upTo });
  expect(upTo).toBeGreaterThan(10 * rate);
  expect([...first, ...rest].map(({ text }) => text)).toEqual(whole.map(({ text }) => text));
  // Frames of the voice detector may lie otherwise.
  const ends = [rest, whole].map((lines) => (lines.at(-1)?.endSample ?? 0) / rate);
  expect(Math.abs((ends[0] ?? 0) - (ends[1] ?? 0))).toBeLessThan(0.04);
});

async function* skip(audio: AsyncIterable<Float32Array>, samples: number) {
  let left = samples;
  for await (const piece of audio) {
    if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

it('makes lines of what came before the recording breaks off', async () => {
  async function* cutOff() {
    yield* talk(0, 5, rising);
    throw new Error('cut off');
  }
  const lines: FileLine[] = [];
  const run = async (): Promise<void> => {
    const recognizer = new LoudnessRecognizer();
    const stream = transcribeFile(cutOff(), { recognizer, detector, language: 'en' });
    for await (const line of stream) lines.push(line);
  };
  await expect(run()).rejects.toThrow('cut off');
  expect(lines.length).toBeGreaterThan(0);
});

it('stops at once when it is given up', async () => {
  const abort = new AbortController();
  const run = linesOf(talk(0, 600, rising), {
    signal: abort.signal,
    onProgress: ({ readSample }) => {
      if (readSample > 20 * rate) abort.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
});

it('reads six hours with no more memory than minutes', async () => {
  const hours = 6;
  const used = (): number => process.memoryUsage().arrayBuffers / 2 ** 20;
  let most = 0;
  let index = 0;
  const piece = new Float32Array(10 * rate);
  async function* sparse() {
    // A sentence each ten minutes, so that most of it is listened to only.
    for (; index < (hours * 3600) / 10; index += 1) {
      const samples = Float32Array.from(piece);
      if (index % 60 === 0) samples.fill(0.3, 0, 2 * rate);
      yield await Promise.resolve(samples);
      most = Math.max(most, used());
    }
  }
  const before = used();
  const lines = await linesOf(sparse());
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.at(-1)?.endSample).toBeGreaterThan(5.8 * 3600 * rate);
  expect(most - before).toBeLessThan(300);
}, 120_000);

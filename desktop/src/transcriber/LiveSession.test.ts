import { describe, expect, it } from 'vitest';
import type { FromTranscriber } from '@confab/shared-types';
import { InferenceQueue } from './InferenceQueue.ts';
import { LiveSession } from './LiveSession.ts';
import type { LiveSessionOptions } from './LiveSession.ts';
import type { Recognition, RecognizeOptions, SpeechRecognizer } from './SpeechRecognizer.ts';
import type { VoiceDetector } from './VoiceDetector.ts';

const second = 16_000;

/** Hears speech wherever samples are loud. */
class LoudnessDetector implements VoiceDetector {
  resets = 0;
  probabilities(frames: Float32Array): Promise<Float32Array> {
    return Promise.resolve(
      Float32Array.from({ length: frames.length / 512 }, (_, index) =>
        (frames[512 * index + 256] ?? 0) > 0.1 ? 0.9 : 0.05,
      ),
    );
  }
  reset(): void {
    this.resets += 1;
  }
}

/** "Recognizes" the loudness that was said, so that a line shows which audio it was made from. */
class LoudnessRecognizer implements SpeechRecognizer {
  readonly info = {
    name: 'loudness',
    dtype: 'none',
    languages: ['en', 'ko'],
    wordTimes: false,
    windowSeconds: 28,
  };
  readonly takesPrompt: boolean = false;
  readonly requests: RecognizeOptions[] = [];
  fails = false;
  /** The languages it would hear if it were asked. */
  hears: Record<string, number> = {};

  recognize(samples: Float32Array, options: RecognizeOptions): Promise<Recognition> {
    this.requests.push(options);
    if (this.fails) return Promise.reject(new Error('device lost'));
    const loudness = Math.round(Math.max(...samples) * 10);
    const text = this.takesPrompt && options.prompt === '' ? 'nothing' : `spoken at ${loudness}`;
    return Promise.resolve({
      pieces: [{ text, startSample: 0, endSample: samples.length }],
      language:
        typeof options.language === 'string' ? options.language : options.language(this.hears),
      averageLogProbability: -0.1,
      noSpeechProbability: 0,
    });
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function open(recognizer = new LoudnessRecognizer(), more: Partial<LiveSessionOptions> = {}) {
  const messages: FromTranscriber[] = [];
  const errors: unknown[] = [];
  const detector = new LoudnessDetector();
  let clock = 0;
  const live = new LiveSession({
    session: 'bob/mic',
    language: 'en',
    prompt: 'Nina',
    recognizer: () => recognizer,
    detector,
    queue: new InferenceQueue(),
    emit: (message) => messages.push(message),
    onError: (error) => errors.push(error),
    now: () => (clock += 300),
    ...more,
  });
  const lines = () => messages.filter((message) => message.type === 'segment');
  return { live, messages, lines, errors, recognizer, detector };
}

function tone(seconds: number, loudness: number): Float32Array {
  return new Float32Array(Math.round(seconds * second)).fill(loudness);
}

/** Silence, speech at a loudness, silence: 4 s. */
function sentence(loudness: number): Float32Array {
  const samples = tone(4, 0);
  samples.set(tone(2, loudness), second);
  return samples;
}

it('makes one line of each segment, with its place in the stream', async () => {
  const { live, lines } = open();
  live.push(0, sentence(0.2));
  live.push(4 * second, sentence(0.4));
  await live.stop();
  expect(lines().map((line) => line.text)).toEqual(['spoken at 2', 'spoken at 4']);
  expect(lines().map((line) => Math.round(line.startSample / second))).toEqual([1, 5]);
  expect(lines()[0]?.id).toBe(`bob/mic/${lines()[0]?.startSample}`);
});

it('makes the same lines of audio that comes twice or overlaps', async () => {
  const { live, lines } = open();
  const samples = sentence(0.3);
  live.push(0, samples.slice(0, 2 * second));
  live.push(second, samples.slice(second, 3 * second));
  live.push(0, samples.slice(0, second));
  live.push(2 * second, samples.slice(2 * second));
  await live.stop();
  expect(lines()).toHaveLength(1);
  expect(Math.round(((lines()[0]?.endSample ?? 0) / second) * 10)).toBe(30);
});

it('takes what is missing for silence, however long', async () => {
  const { live, lines, detector } = open();
  live.push(1000, sentence(0.3).slice(0, 2 * second));
  live.push(Number.MAX_SAFE_INTEGER - 10 * second, sentence(0.5));
  await live.stop();
  expect(lines().map((line) => line.text)).toEqual(['spoken at 3', 'spoken at 5']);
  expect(detector.resets).toBe(2);
});

it('says what need not be sent again only when the line before it is out', async () => {
  const { live, messages, lines } = open();
  for (let at = 0; at < 3; at += 1) live.push(at * 4 * second, sentence(0.2));
  await live.stop();
  for (const line of lines()) {
    const before = messages.slice(0, messages.indexOf(line));
    const marks = before.flatMap((m) => (m.type === 'processed' ? [m.upToSample] : []));
    expect(Math.max(0, ...marks)).toBeLessThanOrEqual(line.startSample);
  }
  const marks = messages.flatMap((m) => (m.type === 'processed' ? [m.upToSample] : []));
  expect(marks).toEqual(marks.toSorted((a, b) => a - b));
  expect(marks.at(-1)).toBeGreaterThan(11 * second);
});

it('shows drafts of speech that goes on, and the line without delay when it ends', async () => {
  const { live, messages } = open();
  live.push(0, tone(0.5, 0));
  for (let at = 0; at < 60; at += 1) {
    live.push(0.5 * second + at * 1600, tone(0.1, 0.3));
    await new Promise(setImmediate);
  }
  await live.stop();
  const drafts = messages.filter((message) => message.type === 'draft');
  expect(drafts[0]).toMatchObject({ text: '', tentative: 'spoken at 3' });
  expect(drafts[1]).toMatchObject({ text: 'spoken at 3', tentative: '' });
  const line = messages.findIndex((message) => message.type === 'segment');
  expect(messages.slice(line).some((message) => message.type === 'draft')).toBe(false);
});

it('carries over what the same speaker said, for models that take a prompt', async () => {
  class Prompted extends LoudnessRecognizer {
    override readonly takesPrompt = true;
  }
  const { live, recognizer } = open(new Prompted());
  live.push(0, sentence(0.2));
  live.push(4 * second, sentence(0.4));
  await live.stop();
  const prompts = recognizer.requests.flatMap(({ words, prompt }) => (words ? [prompt] : []));
  expect(prompts).toEqual(['Nina', 'Nina spoken at 2']);
});

it('stops at a failure instead of losing a line in silence', async () => {
  const { live, lines, errors, messages, recognizer } = open();
  recognizer.fails = true;
  live.push(0, sentence(0.2));
  await live.stop();
  recognizer.fails = false;
  live.push(4 * second, sentence(0.2));
  await live.stop();
  expect(errors).toHaveLength(1);
  expect(lines()).toEqual([]);
  const marks = messages.flatMap((m) => (m.type === 'processed' ? [m.upToSample] : []));
  expect(Math.max(0, ...marks)).toBeLessThan(second);
});

/** Takes as long as the test wants. */
class SlowRecognizer extends LoudnessRecognizer {
  readonly running: { readonly options: RecognizeOptions; readonly seconds: number }[] = [];
  readonly #waiting: (() => void)[] = [];

  override async recognize(samples: Float32Array, options: RecognizeOptions): Promise<Recognition> {
    const seconds = Math.round((samples.length / second) * 10) / 10;
    this.running.push({ options, seconds });
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push(resolve);
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
    });
    return super.recognize(samples, options);
  }

  /** Finishes what runs. */
  async finish(): Promise<void> {
    this.#waiting.shift()?.();
    await settled();
  }

  get finals(): readonly number[] {
    return this.running.flatMap(({ options, seconds }) => (options.words ? [seconds] : []));
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A session that is spoken to bit by bit, without drafts. */
function speakTo(more: Partial<LiveSessionOptions> = {}) {
  const recognizer = new SlowRecognizer();
  const session = open(recognizer, { now: () => -1, ...more });
  let position = 0;
  const say = async (seconds: number, loudness: number): Promise<void> => {
    session.live.push(position, tone(seconds, loudness));
    position += Math.round(seconds * second);
    await settled();
    await settled();
  };
  return { ...session, recognizer, say };
}

describe('a final line', () => {
  it('is begun after 300 ms of silence and taken at the cut without a second inference', async () => {
    const { say, recognizer, lines } = speakTo();
    await say(2, 0.3);
    await say(0.28, 0);
    expect(recognizer.finals).toEqual([]);
    await say(0.06, 0);
    expect(recognizer.finals).toEqual([2.2]);
    await recognizer.finish();
    expect(lines()).toEqual([]);
    await say(0.4, 0);
    expect(lines().map((line) => line.text)).toEqual(['spoken at 3']);
    expect(recognizer.finals).toEqual([2.2]);
  });

  it('comes later than the cut when its inference takes longer', async () => {
    const { live, say, recognizer, lines } = speakTo();
    await say(2, 0.3);
    await say(1, 0);
    expect(lines()).toEqual([]);
    await recognizer.finish();
    expect(lines()).toHaveLength(1);
    await live.stop();
    expect(recognizer.finals).toEqual([2.2]);
  });

  it('is dropped when speech goes on, and made of all that was said', async () => {
    const { say, recognizer, lines } = speakTo();
    await say(2, 0.3);
    await say(0.4, 0);
    expect(recognizer.finals).toEqual([2.2]);
    await say(1, 0.3);
    expect(recognizer.running[0]?.options.signal?.aborted).toBe(true);
    await say(0.8, 0);
    await recognizer.finish();
    await recognizer.finish();
    expect(recognizer.finals).toEqual([2.2, 3.6]);
    expect(lines()).toHaveLength(1);
  });

  it('is not begun early behind others that wait', async () => {
    const queue = new InferenceQueue();
    const { promise, resolve } = Promise.withResolvers<void>();
    void queue.run('final', () => promise);
    const { say, recognizer, lines } = speakTo({ queue });
    await say(2, 0.3);
    await say(0.5, 0);
    resolve();
    await say(0.01, 0);
    await say(0.05, 0);
    expect(recognizer.finals).toEqual([2.2]);
    await recognizer.finish();
    await say(0.3, 0);
    expect(lines()).toHaveLength(1);
  });

  it('takes the place of a draft that runs, and no draft starts after 150 ms of silence', async () => {
    let clock = 0;
    const { say, recognizer, messages } = speakTo({ now: () => (clock += 2000) });
    await say(1.5, 0.3);
    expect(recognizer.running).toHaveLength(1);
    await say(0.4, 0);
    await settled();
    expect(recognizer.running[0]?.options.signal?.aborted).toBe(true);
    expect(recognizer.running.map(({ options }) => options.words === true)).toEqual([false, true]);
    await recognizer.finish();
    await recognizer.finish();
    await say(0.1, 0);
    expect(recognizer.running).toHaveLength(2);
    expect(messages.filter(({ type }) => type === 'draft')).toEqual([]);
  });
});

describe('a model slower than speech', () => {
  it('makes every line in the end, says how late it is, and makes no drafts meanwhile', async () => {
    let clock = 0;
    const { live, say, recognizer, lines, messages } = speakTo({ now: () => (clock += 500) });
    for (const loudness of [0.2, 0.3, 0.4, 0.5]) {
      await say(0.8, loudness);
      await say(0.8, 0);
    }
    const behind = (): number[] =>
      messages.flatMap((message) => (message.type === 'behind' ? [message.samples / second] : []));
    expect(behind().at(-1)).toBeGreaterThan(4);
    await say(3, 0.6);
    expect(recognizer.running).toHaveLength(1);
    const stopped = live.stop();
    while (lines().length < 5) await recognizer.finish();
    await stopped;
    expect(lines().map((line) => line.text.at(-1))).toEqual(['2', '3', '4', '5', '6']);
    expect(behind().at(-1)).toBe(0);
  });
});

describe('a language that is to be found out', () => {
  it('is that of the first words, and changes on strong evidence only', async () => {
    const { live, lines, recognizer } = open(new LoudnessRecognizer(), { language: 'auto' });
    let at = 0;
    const say = async (hears: Record<string, number>): Promise<void> => {
      recognizer.hears = hears;
      live.push(at, sentence(0.3));
      at += 4 * second;
      await live.stop();
    };
    const en = { en: 0.95, ko: 0.05 };
    const ko = { en: 0.05, ko: 0.95 };
    for (const hears of [en, en, ko, en, ko, ko, ko, ko]) await say(hears);
    expect(lines().map(({ language }) => language)).toEqual([
      'en',
      'en',
      'en',
      'en',
      'en',
      'en',
      'ko',
      'ko',
    ]);
  });

  it('is one of those the speaker speaks', async () => {
    const { live, lines, recognizer } = open(new LoudnessRecognizer(), {
      language: 'auto',
      candidates: ['ko', 'fr'],
    });
    recognizer.hears = { en: 0.9, ko: 0.1 };
    live.push(0, sentence(0.3));
    await live.stop();
    expect(lines().map(({ language }) => language)).toEqual(['ko']);
  });

  it('goes on where another process was', async () => {
    const { live, lines, recognizer } = open(new LoudnessRecognizer(), {
      language: 'auto',
      lastLine: { text: 'annyeong', language: 'ko' },
    });
    recognizer.hears = { en: 0.9, ko: 0.1 };
    live.push(0, sentence(0.3));
    await live.stop();
    expect(lines().map(({ language }) => language)).toEqual(['ko']);
  });
});

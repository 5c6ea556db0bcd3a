import { expect, it } from 'vitest';
import type { FromTranscriber } from '@confab/shared-types';
import { InferenceQueue } from './InferenceQueue.ts';
import { LiveSession } from './LiveSession.ts';
import type { Recognition, RecognizeOptions, SpeechRecognizer } from './SpeechRecognizer.ts';
import type { VoiceDetector } from './VoiceDetector.ts';

const second = 16_000;

/** Hears speech wherever samples are loud. */
class LoudnessDetector implements VoiceDetector {
  resets = 0;
  probability(frame: Float32Array): Promise<number> {
    return Promise.resolve((frame[256] ?? 0) > 0.1 ? 0.9 : 0.05);
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
    languages: ['en'],
    wordTimes: false,
    windowSeconds: 28,
  };
  readonly takesPrompt: boolean = false;
  readonly requests: RecognizeOptions[] = [];
  fails = false;

  recognize(samples: Float32Array, options: RecognizeOptions): Promise<Recognition> {
    this.requests.push(options);
    if (this.fails) return Promise.reject(new Error('device lost'));
    const loudness = Math.round(Math.max(...samples) * 10);
    const text = this.takesPrompt && options.prompt === '' ? 'nothing' : `spoken at ${loudness}`;
    return Promise.resolve({
      pieces: [{ text, startSample: 0, endSample: samples.length }],
      averageLogProbability: -0.1,
      noSpeechProbability: 0,
    });
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function open(recognizer = new LoudnessRecognizer()) {
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

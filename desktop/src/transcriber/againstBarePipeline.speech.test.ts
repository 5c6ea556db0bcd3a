import { basename, dirname } from 'node:path';
import { env, pipeline } from '@huggingface/transformers';
import type { AutomaticSpeechRecognitionPipeline } from '@huggingface/transformers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Segment } from '@confab/shared-types';
import { SileroVad } from './SileroVad.ts';
import { fixtureModel, inPieces, readFixture, speech } from './speechFixtures.ts';
import { Transcriber } from './Transcriber.ts';
import { WhisperModel } from './WhisperModel.ts';
import { wordErrorRate } from './wordErrorRate.ts';

const rate = 16_000;
/** Half a point. */
const more = 0.005;
/** What nobody may exceed where the model is at its best. */
const most = 0.03;

let vad: SileroVad;
let model: WhisperModel;
let bare: AutomaticSpeechRecognitionPipeline;
beforeAll(async () => {
  vad = await SileroVad.load();
  model = await WhisperModel.load(fixtureModel, { threads: 1 });
  bare = await loadBare();
}, 60_000);
afterAll(async () => {
  await model.dispose();
  await vad.dispose();
  await bare.dispose();
});

function loadBare(): Promise<AutomaticSpeechRecognitionPipeline> {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(fixtureModel);
  return pipeline('automatic-speech-recognition', basename(fixtureModel), {
    dtype: 'fp32',
    session_options: { intraOpNumThreads: 1 },
  });
}

/** What a person gets who gives a file to the library as its manual says. */
async function bareText(samples: Float32Array, language: string): Promise<string> {
  const options = { language, chunk_length_s: 30, stride_length_s: 5, return_timestamps: true };
  const heard = await bare(samples, options);
  return [heard]
    .flat()
    .map(({ text }) => text)
    .join(' ');
}

/** The final lines of a live session, of audio that comes in as a microphone gives it. */
async function liveLines(samples: Float32Array, language: string): Promise<Segment[]> {
  const lines: Segment[] = [];
  const stopped = Promise.withResolvers<void>();
  const transcriber = new Transcriber({
    emit: (message) => {
      if (message.type === 'segment') lines.push(message);
      if (message.type === 'failed') stopped.reject(new Error(message.error.code));
      if (message.type === 'stopped') stopped.resolve();
    },
    loadModel: () => Promise.resolve(model),
    createDetector: () => Promise.resolve(vad.detector()),
    onBroken: () => stopped.reject(new Error('the transcriber broke')),
    // A clock that stands still before its beginning: no drafts, which would only take time here.
    now: () => -1,
  });
  transcriber.receive({ type: 'load', modelFolder: fixtureModel });
  transcriber.receive({ type: 'start', session: 'someone', language });
  for (const piece of inPieces(samples)) {
    transcriber.receive({ type: 'audio', session: 'someone', ...piece });
  }
  transcriber.receive({ type: 'stop', session: 'someone' });
  await stopped.promise;
  return lines;
}

interface Spoken {
  readonly file: string;
  readonly language: string;
  readonly sentences: readonly { text: string; start: number; end: number }[];
}

async function compare(recordings: readonly Spoken[]): Promise<{ live: number; bare: number }> {
  const said: string[] = [];
  const live: string[] = [];
  const library: string[] = [];
  for (const { file, language, sentences } of recordings) {
    const samples = readFixture(file);
    said.push(...sentences.map(({ text }) => text));
    library.push(await bareText(samples, language));
    const lines = await liveLines(samples, language);
    live.push(...lines.map(({ text }) => text));
    expectTimes(lines, sentences);
  }
  const rateOf = (heard: readonly string[]): number =>
    wordErrorRate(said.join(' '), heard.join(' '));
  return { live: rateOf(live), bare: rateOf(library) };
}

/** Every line begins and ends within half a second of where a sentence does. */
function expectTimes(lines: readonly Segment[], sentences: Spoken['sentences']): void {
  const nearest = (sample: number, times: readonly number[]): number =>
    Math.min(...times.map((time) => Math.abs(sample / rate - time)));
  for (const { startSample, endSample } of lines) {
    expect(
      nearest(
        startSample,
        sentences.map(({ start }) => start),
      ),
    ).toBeLessThan(0.5);
    expect(
      nearest(
        endSample,
        sentences.map(({ end }) => end),
      ),
    ).toBeLessThan(0.5);
  }
}

const dialogue = speech.dialogue.speakers.map(({ file, segments }) => ({
  file,
  language: 'en',
  sentences: segments,
}));

it.each(['en', 'ko'])(
  'writes sentences as well as the bare pipeline in %s',
  async (language) => {
    const recordings = speech.singles
      .filter((single) => single.language === language)
      .map(({ file, ...sentence }) => ({ file, language, sentences: [sentence] }));
    const errors = await compare(recordings);
    expect(errors.live).toBeLessThanOrEqual(Math.min(most, errors.bare + more));
  },
  600_000,
);

it('writes a conversation down as well as the bare pipeline', async () => {
  const errors = await compare(dialogue);
  expect(errors.live).toBeLessThanOrEqual(Math.min(most, errors.bare + more));
}, 600_000);

it('writes a long talk down better than the bare pipeline', async () => {
  const { file, segments } = speech.long;
  const errors = await compare([{ file, language: 'en', sentences: segments }]);
  expect(errors.live).toBeLessThanOrEqual(most);
  expect(errors.live).toBeLessThan(errors.bare);
}, 600_000);

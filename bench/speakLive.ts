import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Draft, Segment } from '@confab/shared-types';
import { SileroVad } from '../desktop/src/transcriber/SileroVad.ts';
import { fixtureModel, readFixture, speech } from '../desktop/src/transcriber/speechFixtures.ts';
import type { SpeechRecognizer } from '../desktop/src/transcriber/SpeechRecognizer.ts';
import { Transcriber } from '../desktop/src/transcriber/Transcriber.ts';
import { WhisperModel } from '../desktop/src/transcriber/WhisperModel.ts';

const rate = 16_000;
const pieceSamples = rate / 50;
const pauseSeconds = 1.2;

/** What came of speech that was spoken as fast as people speak; times in ms of `performance.now`. */
export interface LiveSpeech {
  readonly finals: readonly { readonly line: Segment; readonly at: number }[];
  readonly drafts: readonly { readonly draft: Draft; readonly at: number }[];
  /** When a sample was spoken. */
  readonly spokenAt: (sample: number) => number;
  /** Milliseconds the model took for the line that holds a sample. */
  readonly modelTimeOf: (line: Segment) => number;
  /** Milliseconds the model took for each draft. */
  readonly draftTimes: readonly number[];
}

/** Speaks English sentences into a live session, in real time. */
export async function speakLive(
  sentences: number,
  say: (text: string) => void,
): Promise<LiveSpeech> {
  const audio = joined(sentences);
  const vad = await SileroVad.load();
  const model = await WhisperModel.load(fixtureModel);
  const timed = timing(model);
  const finals: { line: Segment; at: number }[] = [];
  const drafts: { draft: Draft; at: number }[] = [];
  const stopped = Promise.withResolvers<void>();
  const transcriber = new Transcriber({
    emit: (message) => {
      const at = performance.now();
      if (message.type === 'segment') finals.push({ line: message, at });
      if (message.type === 'draft') drafts.push({ draft: message, at });
      if (message.type === 'failed') stopped.reject(new Error(message.error.code));
      if (message.type === 'stopped') stopped.resolve();
    },
    loadModel: () => Promise.resolve(timed.recognizer),
    createDetector: () => Promise.resolve(vad.detector()),
    onBroken: () => stopped.reject(new Error('the model failed')),
    now: () => performance.now(),
  });
  transcriber.receive({ type: 'load', modelFolder: fixtureModel });
  transcriber.receive({ type: 'start', session: 'bench', language: 'en' });
  say(`speaking for ${Math.round(audio.length / rate)} s`);
  const startedAt = performance.now();
  const spokenAt = (sample: number): number => startedAt + (sample / rate) * 1000;
  for (let at = 0; at < audio.length; at += pieceSamples) {
    const samples = audio.slice(at, at + pieceSamples);
    // A microphone hands on what was said once it was said.
    await wait(Math.max(0, spokenAt(at + samples.length) - performance.now()));
    transcriber.receive({ type: 'audio', session: 'bench', firstSample: at, samples });
  }
  transcriber.receive({ type: 'stop', session: 'bench' });
  await stopped.promise;
  await model.dispose();
  await vad.dispose();
  const modelTimeOf = ({ text }: Segment): number => timed.took.get(text) ?? 0;
  return { finals, drafts, spokenAt, modelTimeOf, draftTimes: timed.draftTimes };
}

/** Measures how long each line and each draft takes by itself. */
function timing(model: WhisperModel): {
  readonly recognizer: SpeechRecognizer;
  readonly took: ReadonlyMap<string, number>;
  readonly draftTimes: readonly number[];
} {
  const took = new Map<string, number>();
  const draftTimes: number[] = [];
  const recognizer: SpeechRecognizer = {
    info: model.info,
    takesPrompt: model.takesPrompt,
    recognize: async (samples, options) => {
      const startedAt = performance.now();
      const heard = await model.recognize(samples, options);
      const text = heard.pieces.map((piece) => piece.text).join(' ');
      const milliseconds = performance.now() - startedAt;
      // Only lines are asked for the times of words.
      if (options.words === true) took.set(text, milliseconds);
      else draftTimes.push(milliseconds);
      return heard;
    },
    dispose: () => model.dispose(),
  };
  return { recognizer, took, draftTimes };
}

function joined(sentences: number): Float32Array {
  const files = speech.singles.filter(({ language }) => language === 'en').slice(0, sentences);
  const pause = new Float32Array(pauseSeconds * rate);
  const parts = files.flatMap(({ file }) => [readFixture(file), pause]);
  const audio = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    audio.set(part, at);
    at += part.length;
  }
  return audio;
}

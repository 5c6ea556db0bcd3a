import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { env, pipeline } from '@huggingface/transformers';
import { SileroVad } from '../desktop/src/transcriber/SileroVad.ts';
import { WhisperModel } from '../desktop/src/transcriber/WhisperModel.ts';
import { fixtureModel, readFixture, speech } from '../desktop/src/transcriber/speechFixtures.ts';
import { transcribeFile } from '../desktop/src/transcriber/transcribeFile.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark, Row } from './Row.ts';
import { writeWhisperBase } from './whisperBase.ts';

const sampleRate = 16_000;
const runs = 2;
const goal = 1.3;
const silentShare = 0.3;
/**
 * An hour where one has the time (CONFAB_BENCH_MINUTES=60). It is the same recording again and
 * again, and the speed does not depend on how often.
 */
const wantedMinutes = process.env['CONFAB_BENCH_MINUTES'];

/** Seconds of a recording transcribed in a second, next to the bare pipeline with the same model. */
export const transcribeThroughput: Benchmark = (say) =>
  compare('transcribe-throughput', fixtureModel, Number(wantedMinutes ?? 5), say);

/** The same with a model of a real size, whose weights are random. */
export const transcribeThroughputBase: Benchmark = async (say) => {
  const folder = await mkdtemp(join(tmpdir(), 'confab-whisper-'));
  try {
    const model = join(folder, 'whisper-base');
    await writeWhisperBase(model);
    const minutes = Number(wantedMinutes ?? 2);
    return await compare('transcribe-throughput-base', model, minutes, say);
  } finally {
    await rm(folder, { recursive: true });
  }
};

async function compare(
  name: string,
  model: string,
  minutes: number,
  say: (text: string) => void,
): Promise<Row> {
  const recording = longRecording(minutes);
  const seconds = recording.length / sampleRate;
  say(`${Math.round(seconds / 6) / 10} minutes, ${100 * silentShare} % of them silent`);
  const threads = await fastestThreads(model);
  say(`${threads} threads for ours, as a measurement says; the library's own choice for the other`);
  const recognizer = await WhisperModel.load(model, { threads });
  const vad = await SileroVad.load();
  env.allowRemoteModels = false;
  env.localModelPath = dirname(model);
  const bare = await pipeline('automatic-speech-recognition', basename(model), { dtype: 'fp32' });

  const transcribeOurs = async () => {
    const detector = vad.detector();
    for await (const line of transcribeFile(pieces(recording), {
      recognizer,
      detector,
      language: 'en',
    })) {
      if (line.text === '') throw new Error('a line without words');
    }
  };
  const transcribeBare = async () => {
    await bare(recording, {
      language: 'en',
      chunk_length_s: 30,
      stride_length_s: 5,
      return_timestamps: true,
    });
  };

  const ours: number[] = [];
  const reference: number[] = [];
  // Turn about, so that whatever else the machine does falls on both.
  for (let run = 0; run < runs; run++) {
    ours.push(seconds / (await secondsOf(transcribeOurs)));
    reference.push(seconds / (await secondsOf(transcribeBare)));
    say(`run ${run + 1} of ${runs}`);
  }
  await vad.dispose();
  await recognizer.dispose();
  await bare.dispose();
  const ratio = median(ours) / median(reference);
  return {
    name,
    unit: 'seconds of audio a second',
    ours: rounded(median(ours)),
    reference: rounded(median(reference)),
    ratio: rounded(ratio),
    goal: `at least ${goal} times the bare pipeline`,
    met: ratio >= goal,
  };
}

/** As the app does for a model that is new to it. */
async function fastestThreads(folder: string): Promise<number> {
  const sample = readFixture('long.wav').subarray(0, 12 * sampleRate);
  let best = { threads: 1, seconds: Infinity };
  for (const threads of new Set([1, availableParallelism()])) {
    const model = await WhisperModel.load(folder, { threads });
    const took: number[] = [];
    for (let run = 0; run < 3; run++) {
      took.push(
        await secondsOf(async () => void (await model.recognize(sample, { language: 'en' }))),
      );
    }
    await model.dispose();
    const seconds = median(took);
    if (seconds < best.seconds) best = { threads, seconds };
  }
  return best.threads;
}

/** Sentences with so much silence between them that it is the wanted share of all. */
function longRecording(minutes: number): Float32Array {
  const recording = new Float32Array(minutes * 60 * sampleRate);
  const sentences = speech.singles.filter(({ language }) => language === 'en');
  let at = 0;
  for (let index = 0; at < recording.length; index = (index + 1) % sentences.length) {
    const sentence = sentences[index];
    if (sentence === undefined) break;
    const spoken = readFixture(sentence.file).subarray(
      Math.floor(sentence.start * sampleRate),
      Math.ceil(sentence.end * sampleRate),
    );
    recording.set(spoken.subarray(0, recording.length - at), at);
    at += Math.round(spoken.length / (1 - silentShare));
  }
  return recording;
}

/** A second at a time, as a decoder hands them on. */
async function* pieces(samples: Float32Array): AsyncGenerator<Float32Array> {
  for (let at = 0; at < samples.length; at += sampleRate) {
    yield await Promise.resolve(samples.subarray(at, at + sampleRate));
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

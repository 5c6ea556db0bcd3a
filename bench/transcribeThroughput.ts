import { dirname, basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { env, pipeline } from '@huggingface/transformers';
import { SileroVad } from '../desktop/src/transcriber/SileroVad.ts';
import { WhisperModel } from '../desktop/src/transcriber/WhisperModel.ts';
import { fixtureModel, readFixture } from '../desktop/src/transcriber/speechFixtures.ts';
import { transcribeFile } from '../desktop/src/transcriber/transcribeFile.ts';
import { median, rounded } from './Row.ts';
import type { Benchmark } from './Row.ts';

const sampleRate = 16_000;
const runs = 3;

/** Seconds of a recording transcribed in a second, next to the bare pipeline with the same model. */
export const transcribeThroughput: Benchmark = async (say) => {
  const recording = readFixture('long.wav');
  const seconds = recording.length / sampleRate;
  const recognizer = await WhisperModel.load(fixtureModel);
  const vad = await SileroVad.load();
  env.allowRemoteModels = false;
  env.localModelPath = dirname(fixtureModel);
  const bare = await pipeline('automatic-speech-recognition', basename(fixtureModel), {
    dtype: 'fp32',
  });

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
    name: 'transcribe-throughput',
    unit: 'seconds of audio a second',
    ours: rounded(median(ours)),
    reference: rounded(median(reference)),
    ratio: rounded(ratio),
    goal: 'no slower than the bare pipeline',
    met: ratio >= 1,
  };
};

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

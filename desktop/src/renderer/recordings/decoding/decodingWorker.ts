import {
  AppendOnlyStreamTarget,
  AudioSample,
  AudioSampleSource,
  OggOutputFormat,
  Output,
  Quality,
} from 'mediabunny';
import type { InputAudioTrack } from 'mediabunny';
import { blobWindowBytes, fileCreditSamples, speechSampleRate } from '@confab/shared-types';
import { Allowance } from './Allowance.ts';
import type { DecodingNews, DecodingOrder } from './decodingMessages.ts';
import {
  UndecodableError,
  foundDuration,
  monoOf,
  openSound,
  samplesFrom,
  statedDuration,
} from './openSound.ts';
import { SoundLine } from './SoundLine.ts';

/** Speech stays clear at this. */
const keptBitsPerSecond = 32_000;
const keptSampleRate = 48_000;

let allowance = new Allowance(0);

addEventListener('message', ({ data }: MessageEvent<DecodingOrder>) => {
  switch (data.type) {
    case 'credit':
      return allowance.extend(data.upTo);
    case 'transcribe':
      return run(() => transcribe(data.address, data.fromSample));
    case 'keep':
      return run(() => keep(data.address));
  }
});

function tell(news: DecodingNews, transfer: Transferable[] = []): void {
  postMessage(news, { transfer });
}

function run(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    const code = error instanceof UndecodableError ? error.code : 'recording-unreadable';
    const detail = error instanceof Error ? error.message : String(error);
    tell({ type: 'failed', code, detail });
  });
}

async function transcribe(address: string, fromSample: number): Promise<void> {
  allowance = new Allowance(fromSample + fileCreditSamples);
  const track = await openSound(address);
  const stated = await statedDuration(track);
  tell({ type: 'looked', durationMs: stated });
  // Looking through the file would make the first words wait; one that breaks off is told below.
  if (stated === null) {
    void foundDuration(track).then(
      (durationMs) => tell({ type: 'looked', durationMs }),
      (error: unknown) => console.warn(error),
    );
  }
  const totalSamples = await readInto(track, speechSampleRate, fromSample, async (piece, first) => {
    await allowance.covers(first + piece.length);
    tell({ type: 'sound', firstSample: first, samples: piece }, [piece.buffer]);
  });
  tell({ type: 'done', totalSamples });
}

/** Ogg, because it is written from front to back and yet can be played from anywhere. */
async function keep(address: string): Promise<void> {
  allowance = new Allowance(blobWindowBytes);
  const track = await openSound(address);
  const output = new Output({
    format: new OggOutputFormat(),
    target: new AppendOnlyStreamTarget(new WritableStream({ write: creditedWrite() })),
  });
  const opus = new AudioSampleSource({
    codec: 'opus',
    quality: new Quality({ bitrate: keptBitsPerSecond }),
  });
  output.addAudioTrack(opus);
  await output.start();
  const totalSamples = await readInto(track, keptSampleRate, 0, async (piece, first) => {
    const sample = new AudioSample({
      data: piece,
      format: 'f32',
      numberOfChannels: 1,
      sampleRate: keptSampleRate,
      timestamp: first / keptSampleRate,
    });
    await opus.add(sample);
    sample.close();
  });
  await output.finalize();
  tell({
    type: 'done',
    totalSamples: Math.round((totalSamples / keptSampleRate) * speechSampleRate),
  });
}

/** Reads to the end, one piece at a time; answers the position after the last. */
async function readInto(
  track: InputAudioTrack,
  sampleRate: number,
  fromSample: number,
  onPiece: (piece: Float32Array<ArrayBuffer>, firstSample: number) => Promise<void>,
): Promise<number> {
  const line = new SoundLine(sampleRate, fromSample);
  for await (const sample of samplesFrom(track, fromSample / sampleRate)) {
    const mono = monoOf(sample);
    sample.close();
    for (const piece of line.add(mono, sample.sampleRate, sample.timestamp)) {
      await onPiece(piece, line.end - piece.length);
    }
  }
  for (const piece of line.finish()) await onPiece(piece, line.end - piece.length);
  if (line.end === 0) throw new UndecodableError('recording-without-sound', 'no samples');
  return line.end;
}

function creditedWrite(): (chunk: Uint8Array) => Promise<void> {
  let sentBytes = 0;
  return async (chunk) => {
    const bytes = new Uint8Array(chunk);
    sentBytes += bytes.length;
    await allowance.covers(sentBytes);
    tell({ type: 'bytes', bytes }, [bytes.buffer]);
  };
}

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ConfabError } from '@confab/shared-types';
import { audioFormat } from './audioFormat.ts';
import { decodeWithFfmpeg } from './decodeWithFfmpeg.ts';
import { Resampler } from './Resampler.ts';
import { readWavHeader, readWavSamples } from './wav.ts';

/** A recording as speech models want it. */
export interface OpenAudio {
  /** Mono, 16 kHz, in -1..1, in pieces. Ends with an `audio-unreadable` error where there is none. */
  readonly samples: AsyncIterable<Float32Array>;
  /** Length, where the file says it. */
  readonly seconds: number | null;
}

const rate = 16_000;

/**
 * Opens a recording: WAV is read here, everything else by ffmpeg. Throws ConfabErrors with the code
 * `audio-unreadable` whose detail is a sentence for a person.
 */
export async function openAudio(file: string): Promise<OpenAudio> {
  await using handle = await openFile(file);
  const start = Buffer.alloc(64);
  const { bytesRead } = await handle.read(start, 0, start.length, 0);
  if (bytesRead === 0) throw new ConfabError('audio-unreadable', 'The file is empty.');
  const format = audioFormat(start.subarray(0, bytesRead), file);
  const header = format === 'WAV' ? await readWavHeader(handle) : null;
  if (header === null) return { samples: notEmpty(decodeWithFfmpeg(file, format)), seconds: null };
  const resampler = new Resampler(header.sampleRate, rate);
  return {
    samples: notEmpty(resample(readWavSamples(file, header), resampler)),
    seconds: header.frames === null ? null : header.frames / header.sampleRate,
  };
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new ConfabError('audio-unreadable', 'This is not a file.');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ConfabError('audio-unreadable', 'There is no such file.');
    if (code === 'EACCES') throw new ConfabError('audio-unreadable', 'The file may not be read.');
    if (code === 'EISDIR') throw new ConfabError('audio-unreadable', 'This is not a file.');
    throw error;
  }
}

async function* resample(
  samples: AsyncIterable<Float32Array>,
  resampler: Resampler,
): AsyncGenerator<Float32Array> {
  for await (const piece of samples) yield resampler.push(piece);
  yield resampler.flush();
}

async function* notEmpty(samples: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
  let length = 0;
  for await (const piece of samples) {
    length += piece.length;
    if (piece.length > 0) yield piece;
  }
  if (length === 0) throw new ConfabError('audio-unreadable', 'There is no sound in the file.');
}

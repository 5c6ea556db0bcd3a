import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { ConfabError } from '@confab/shared-types';

/** Where and how the samples of a WAV file lie. */
export interface WavHeader {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bytesPerSample: number;
  readonly float: boolean;
  readonly dataStart: number;
  /** Samples of each channel; null when the file was written as a stream, without its length. */
  readonly frames: number | null;
}

const formatPcm = 1;
const formatFloat = 3;
const formatExtensible = 0xfffe;
const unknownLength = 0xffffffff;
const piece = 64 * 1024;

/**
 * Reads the chunks of a RIFF file up to the samples (Microsoft's "Multimedia Programming Interface
 * and Data Specifications"). Null: a WAV whose samples are compressed. Throws `audio-unreadable`.
 */
export async function readWavHeader(handle: FileHandle): Promise<WavHeader | null> {
  const { size } = await handle.stat();
  let format: Buffer | null = null;
  let position = 12;
  while (position + 8 <= size) {
    const chunk = await readAt(handle, position, 8);
    const id = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4);
    const start = position + 8;
    if (id === 'fmt ') format = await readAt(handle, start, Math.min(length, 40));
    if (id === 'data') {
      if (format === null) throw unreadable('its format comes after its samples');
      return describeFormat(format, start, Math.min(length, size - start), length);
    }
    // Chunks start at even positions.
    position = start + length + (length % 2);
  }
  throw unreadable('it ends before any sound');
}

function describeFormat(
  format: Buffer,
  dataStart: number,
  available: number,
  length: number,
): WavHeader | null {
  if (format.length < 16) throw unreadable('its format is cut off');
  const tag = format.readUInt16LE(0);
  const encoding = tag === formatExtensible && format.length >= 26 ? format.readUInt16LE(24) : tag;
  if (encoding !== formatPcm && encoding !== formatFloat) return null;
  const channels = format.readUInt16LE(2);
  const sampleRate = format.readUInt32LE(4);
  const bits = format.readUInt16LE(14);
  const float = encoding === formatFloat;
  const sizes = float ? [32, 64] : [8, 16, 24, 32];
  if (!sizes.includes(bits)) throw unreadable(`${bits}-bit samples are not known`);
  if (channels === 0 || sampleRate < 1000 || sampleRate > 768_000) {
    throw unreadable(`${channels} channels at ${sampleRate} Hz are no sound`);
  }
  const bytesPerSample = bits / 8;
  const streamed = length === unknownLength || length === 0;
  const frames = streamed ? null : Math.floor(available / (bytesPerSample * channels));
  return { sampleRate, channels, bytesPerSample, float, dataStart, frames };
}

/** The samples of a file, its channels mixed to one, at its own rate. */
export async function* readWavSamples(
  file: string,
  header: WavHeader,
): AsyncGenerator<Float32Array> {
  const frameBytes = header.bytesPerSample * header.channels;
  const buffer = Buffer.alloc(Math.max(1, Math.floor(piece / frameBytes)) * frameBytes);
  const read = sampleReader(header);
  let left = header.frames ?? Infinity;
  let position = header.dataStart;
  await using handle = await open(file, 'r');
  while (left > 0) {
    const bytes = await fill(handle, buffer, position);
    const frames = Math.min(left, Math.floor(bytes / frameBytes));
    if (frames === 0) return;
    yield mixFrames(buffer, frames, header, read);
    position += frames * frameBytes;
    left -= frames;
  }
}

function mixFrames(
  buffer: Buffer,
  frames: number,
  { channels, bytesPerSample }: WavHeader,
  read: (buffer: Buffer, at: number) => number,
): Float32Array {
  const out = new Float32Array(frames);
  let at = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += read(buffer, at);
      at += bytesPerSample;
    }
    out[frame] = sum / channels;
  }
  return out;
}

function sampleReader({
  float,
  bytesPerSample,
}: WavHeader): (buffer: Buffer, at: number) => number {
  if (float) {
    const read =
      bytesPerSample === 8
        ? (buffer: Buffer, at: number) => buffer.readDoubleLE(at)
        : (buffer: Buffer, at: number) => buffer.readFloatLE(at);
    return (buffer, at) => soundOf(read(buffer, at));
  }
  // 8-bit samples alone have no sign.
  if (bytesPerSample === 1) return (buffer, at) => (buffer.readUInt8(at) - 128) / 128;
  const scale = 2 ** (8 * bytesPerSample - 1);
  return (buffer, at) => buffer.readIntLE(at, bytesPerSample) / scale;
}

/** A float may be no number or far beyond full scale; neither is a sound. */
function soundOf(value: number): number {
  return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, await fill(handle, buffer, position));
}

async function fill(handle: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(
      buffer,
      filled,
      buffer.length - filled,
      position + filled,
    );
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function unreadable(why: string): ConfabError {
  return new ConfabError('audio-unreadable', `This WAV file cannot be read: ${why}.`);
}

import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram } from '../doctor/findProgram.ts';
import { openAudio } from './openAudio.ts';
import { writeWav } from './writeWav.ts';
import type { WavRecipe } from './writeWav.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'confab-audio-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tone = Float32Array.from({ length: 16_000 }, (_, i) => 0.5 * Math.sin(i / 10));
const quarter = tone.map((sample) => sample / 4);

async function save(name: string, bytes: Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

async function read(file: string): Promise<number[]> {
  const { samples } = await openAudio(file);
  const all: number[] = [];
  for await (const piece of samples) all.push(...piece);
  return all;
}

function expectClose(heard: readonly number[], said: Float32Array, tolerance: number): void {
  expect(heard).toHaveLength(said.length);
  const worst = heard.reduce((most, v, i) => Math.max(most, Math.abs(v - (said[i] ?? 0))), 0);
  expect(worst).toBeLessThan(tolerance);
}

describe('openAudio', () => {
  const mono = { sampleRate: 16_000, channels: [tone] };
  it.each<[string, WavRecipe, number]>([
    ['8-bit', { ...mono, bits: 8 }, 0.01],
    ['16-bit', { ...mono, bits: 16 }, 1e-4],
    ['24-bit', { ...mono, bits: 24, extensible: true }, 1e-6],
    ['32-bit', { ...mono, bits: 32 }, 1e-6],
    ['32-bit float', { ...mono, bits: 32, float: true }, 1e-6],
    ['64-bit float', { ...mono, bits: 64, float: true, extensible: true }, 1e-6],
  ])('reads %s WAV', async (name, recipe, tolerance) => {
    const file = await save(`${name}.wav`, writeWav(recipe));
    expectClose(await read(file), tone, tolerance);
    expect((await openAudio(file)).seconds).toBe(1);
  });

  it('mixes channels to one', async () => {
    const channels = [
      tone,
      new Float32Array(16_000),
      new Float32Array(16_000),
      tone.map((v) => 0 * v),
    ];
    const bytes = writeWav({ sampleRate: 16_000, bits: 16, channels });
    expectClose(await read(await save('four.wav', bytes)), quarter, 1e-4);
  });

  it('changes the rate', async () => {
    const bytes = writeWav({
      sampleRate: 48_000,
      bits: 16,
      channels: [new Float32Array(48_000).fill(0.5)],
    });
    const heard = await read(await save('48k.wav', bytes));
    expect(heard).toHaveLength(16_000);
    expect(heard[8000]).toBeCloseTo(0.5, 3);
  });

  it('reads what there is of a file that was cut off or has no length', async () => {
    const bytes = writeWav({ ...mono, bits: 16 });
    const cutOff = await read(await save('cut.wav', bytes.subarray(0, bytes.length - 16_001)));
    expect(cutOff).toHaveLength(7999);
    const streamed = Buffer.from(bytes);
    streamed.writeUInt32LE(0xffffffff, streamed.indexOf('data') + 4);
    const file = await save('streamed.wav', streamed);
    expect(await read(file)).toHaveLength(16_000);
    expect((await openAudio(file)).seconds).toBeNull();
  });

  it('takes floats that are no numbers for silence', async () => {
    const channels = [Float32Array.of(0.5, NaN, Infinity, 7, -0.5)];
    const bytes = writeWav({ sampleRate: 16_000, bits: 32, float: true, channels });
    expect(await read(await save('nan.wav', bytes))).toEqual([0.5, 0, 0, 1, -0.5]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['empty.wav', Buffer.alloc(0), /empty/],
    ['header.wav', writeWav({ ...mono, bits: 16 }).subarray(0, 30), /cut off|ends before/],
    [
      'silent.wav',
      writeWav({ sampleRate: 16_000, bits: 16, channels: [new Float32Array(0)] }),
      /no sound/,
    ],
    ['text.wav', Buffer.from('this is no sound at all, only some text'), /unknown format/],
  ])('says what is wrong with %s', async (name, bytes, reason) => {
    const file = await save(name, bytes);
    await expect(read(file)).rejects.toMatchObject({
      code: 'audio-unreadable',
      detail: expect.stringMatching(reason) as string,
    });
  });

  it('says when there is no file', async () => {
    await expect(read(join(folder, 'none.wav'))).rejects.toThrow('no such file');
    await expect(read(folder)).rejects.toThrow('not a file');
  });

  it('names format and package where ffmpeg is missing', async () => {
    const file = await save('talk.mp3', Buffer.from('ID3\x04 and so on'));
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      await expect(read(file)).rejects.toThrow(/MP3 needs ffmpeg.*package ffmpeg/);
    } finally {
      process.env['PATH'] = path;
    }
  });

  it.runIf(findProgram(['ffmpeg']) !== null)('reads other formats by ffmpeg', async () => {
    const wav = await save('source.wav', writeWav({ ...mono, bits: 16 }));
    const flac = join(folder, '-odd name:.flac');
    execFileSync('ffmpeg', ['-v', 'error', '-i', wav, flac]);
    expectClose(await read(flac), tone, 1e-3);
    const broken = await save('broken.mp3', Buffer.from('ID3 but nothing else'));
    await expect(read(broken)).rejects.toThrow(/ffmpeg cannot read this \(MP3\)/);
  });
});

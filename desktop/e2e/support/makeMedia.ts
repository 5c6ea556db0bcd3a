import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as mediabunny from 'mediabunny';
import { launchChromium } from './openWindow.ts';

const library = readFileSync(
  createRequire(import.meta.url)
    .resolve('mediabunny')
    .replace(/mediabunny(\.node)?\.\w+$/, 'mediabunny.mjs'),
  'utf8',
);

export type MediaForm = 'webm' | 'ogg' | 'mp4';

/**
 * Makes media files of a WAV in a browser, which has the encoders: Opus in each form, with moving
 * pictures in `mp4`; without a WAV only the pictures.
 */
export async function makeMedia(form: MediaForm, wav: Buffer | null): Promise<Buffer> {
  const browser = await launchChromium([]);
  try {
    const page = await browser.newPage();
    await page.route('http://localhost/**', (route) =>
      route.fulfill(
        route.request().url().endsWith('.mjs')
          ? { contentType: 'text/javascript', body: library }
          : { contentType: 'text/html', body: '<!doctype html><title>media</title>' },
      ),
    );
    await page.goto('http://localhost/');
    const bytes = await page.evaluate(
      async ({ form, wav }) => {
        const address = '/mediabunny.mjs';
        const media = (await import(address)) as typeof mediabunny;
        const formats = {
          webm: media.WebMOutputFormat,
          ogg: media.OggOutputFormat,
          mp4: media.Mp4OutputFormat,
        };
        const target = new media.BufferTarget();
        const output = new media.Output({ format: new formats[form](), target });
        const pictures = form === 'mp4' || wav === null;
        const canvas = new OffscreenCanvas(160, 90);
        const pencil = canvas.getContext('2d');
        const video = new media.CanvasSource(canvas, {
          codec: 'vp9',
          quality: new media.Quality({ bitrate: 100_000 }),
        });
        if (pictures) output.addVideoTrack(video);
        const sound = new media.AudioSampleSource({
          codec: 'opus',
          quality: new media.Quality({ bitrate: 64_000 }),
        });
        if (wav !== null) output.addAudioTrack(sound);
        await output.start();
        if (pictures) {
          for (let second = 0; second < 3; second += 1) {
            pencil?.fillRect(second * 20, 10, 20, 20);
            await video.add(second, 1);
          }
          video.close();
        }
        if (wav !== null) {
          const source = new media.BufferSource(
            Uint8Array.from(atob(wav), (character) => character.charCodeAt(0)),
          );
          const input = new media.Input({ formats: media.ALL_FORMATS, source });
          const track = await input.getPrimaryAudioTrack();
          if (track === null) throw new Error('the WAV has no sound');
          for await (const sample of new media.AudioSampleSink(track).samples()) {
            await sound.add(sample);
            sample.close();
          }
          sound.close();
        }
        await output.finalize();
        const made = new Uint8Array(target.buffer ?? new ArrayBuffer(0));
        let text = '';
        for (const byte of made) text += String.fromCharCode(byte);
        return btoa(text);
      },
      { form, wav: wav?.toString('base64') ?? null },
    );
    return Buffer.from(bytes, 'base64');
  } finally {
    await browser.close();
  }
}

/** Stereo 16-bit PCM at another rate, the sound on one of the two channels. */
export function stereoWav(samples: Float32Array, from: number, to: number): Buffer {
  const frames = Math.floor((samples.length * to) / from);
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + frames * 4, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(to, 24);
  wav.writeUInt32LE(to * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    const place = (frame * from) / to;
    const before = samples[Math.floor(place)] ?? 0;
    const after = samples[Math.floor(place) + 1] ?? before;
    const value = before + (after - before) * (place % 1);
    wav.writeInt16LE(Math.round(value * 32767), 44 + frame * 4);
  }
  return wav;
}

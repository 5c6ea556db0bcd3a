import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { ConfabError } from '@confab/shared-types';

const sampleBytes = 4;

/**
 * Decodes a file to mono 16 kHz by the `ffmpeg` on PATH. Throws `audio-unreadable`: with the name of
 * the format and of the package where there is none, with ffmpeg's own words where it fails.
 */
export async function* decodeWithFfmpeg(
  file: string,
  format: string,
): AsyncGenerator<Float32Array> {
  const child = spawn(
    'ffmpeg',
    // Only files: a playlist is no reason to open a connection.
    ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-i', resolve(file)].concat([
      '-vn',
      '-ac',
      '1',
      '-ar',
      '16000',
      '-f',
      'f32le',
      'pipe:1',
    ]),
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const errors: Buffer[] = [];
  child.stderr.on('data', (text: Buffer) => errors.push(text));
  const closed = once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? withoutFfmpeg(format) : error;
  });
  // It is awaited below; until then a rejection must not count as unheard.
  closed.catch(() => undefined);
  try {
    yield* floatPieces(child.stdout);
    const [code] = (await closed) as [number | null];
    if (code !== 0) throw failed(format, Buffer.concat(errors).toString('utf8'));
  } finally {
    child.kill();
  }
}

async function* floatPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Float32Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const joined = Buffer.concat([rest, chunk]);
    const whole = joined.length - (joined.length % sampleBytes);
    rest = joined.subarray(whole);
    const samples = new Float32Array(whole / sampleBytes);
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = joined.readFloatLE(index * sampleBytes);
    }
    yield samples;
  }
}

function withoutFfmpeg(format: string): ConfabError {
  return new ConfabError(
    'audio-unreadable',
    `Reading ${format} needs ffmpeg, which is not on PATH. Install the package ffmpeg ` +
      `(${installCommand()}) or convert the file to WAV.`,
  );
}

export function installCommand(platform = process.platform): string {
  if (platform === 'darwin') return 'brew install ffmpeg';
  if (platform === 'win32') return 'winget install ffmpeg';
  return 'sudo apt-get install ffmpeg';
}

function failed(format: string, errors: string): ConfabError {
  const [reason = 'it gave no reason'] = errors.split('\n').filter((line) => line !== '');
  return new ConfabError('audio-unreadable', `ffmpeg cannot read this (${format}): ${reason}`);
}

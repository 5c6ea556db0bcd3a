/** A WAV file in memory, for tests. */
export interface WavRecipe {
  readonly sampleRate: number;
  readonly bits: 8 | 16 | 24 | 32 | 64;
  readonly float?: boolean;
  /** The mono signal of each channel. */
  readonly channels: readonly Float32Array[];
  /** Writes the header that formats beyond plain PCM should have. */
  readonly extensible?: boolean;
}

export function writeWav({ sampleRate, bits, float, channels, extensible }: WavRecipe): Buffer {
  const bytes = bits / 8;
  const frames = channels[0]?.length ?? 0;
  const data = Buffer.alloc(frames * channels.length * bytes);
  let at = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    for (const channel of channels) {
      writeSample(data, at, channel[frame] ?? 0, bits, float === true);
      at += bytes;
    }
  }
  const encoding = float === true ? 3 : 1;
  const format = Buffer.alloc(extensible === true ? 40 : 16);
  format.writeUInt16LE(extensible === true ? 0xfffe : encoding, 0);
  format.writeUInt16LE(channels.length, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * channels.length * bytes, 8);
  format.writeUInt16LE(channels.length * bytes, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible === true) format.writeUInt16LE(encoding, 24);
  // A chunk of odd length comes before the samples in many files.
  const chunks = [chunk('fmt ', format), chunk('JUNK', Buffer.from('abc')), chunk('data', data)];
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]);
  return chunk('RIFF', body);
}

function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function writeSample(to: Buffer, at: number, value: number, bits: number, float: boolean): void {
  if (float && bits === 64) to.writeDoubleLE(value, at);
  else if (float) to.writeFloatLE(value, at);
  else if (bits === 8) to.writeUInt8(Math.round(value * 127) + 128, at);
  else to.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at, bits / 8);
}

import sample from './speechSample.json' with { type: 'json' };

/** Three spoken English sentences, for measuring; µ-law at 8 kHz (ITU-T G.711) to keep it small. */
export const sampleLanguage = sample.language;

/** Mono 16 kHz, as the transcriber wants it. */
export function speechSample(): Float32Array {
  const bytes = Buffer.from(sample.muLaw8kHz, 'base64');
  const samples = new Float32Array(bytes.length * 2);
  let before = 0;
  for (const [index, byte] of bytes.entries()) {
    const value = fromMuLaw(byte);
    samples[2 * index] = (before + value) / 2;
    samples[2 * index + 1] = value;
    before = value;
  }
  return samples;
}

function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const exponent = (bits >> 4) & 7;
  const magnitude = (((bits & 15) << 3) + 132) * 2 ** exponent - 132;
  return ((bits & 0x80) === 0 ? magnitude : -magnitude) / 32_768;
}

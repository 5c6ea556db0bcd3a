/** Sounds of rooms without speech, for tests: the same each time. 16 kHz, in -1..1. */
const rate = 16_000;

export const roomSounds: Readonly<Record<string, (seconds: number) => Float32Array>> = {
  silence: (seconds) => new Float32Array(seconds * rate),
  'fan noise': fan,
  keyboard,
  music,
};

/** Low rumble of a fan: noise through a low pass, with its blades' hum. */
function fan(seconds: number): Float32Array {
  const random = seeded(1);
  let low = 0;
  return Float32Array.from({ length: seconds * rate }, (_, index) => {
    low += 0.06 * (random() * 2 - 1 - low);
    return 0.25 * low + 0.01 * Math.sin((2 * Math.PI * 118 * index) / rate);
  });
}

/** Four to eight keys a second, with breaks: short bursts of noise that ring out. */
function keyboard(seconds: number): Float32Array {
  const random = seeded(2);
  const samples = new Float32Array(seconds * rate);
  for (let at = 0; at < samples.length;) {
    const loudness = 0.1 + 0.25 * random();
    for (let index = 0; index < 0.04 * rate && at + index < samples.length; index += 1) {
      const fade = Math.exp(-index / (0.006 * rate));
      samples[at + index] = loudness * fade * (random() * 2 - 1);
    }
    at += Math.round(rate * (random() < 0.05 ? 1 + random() : 0.12 + 0.13 * random()));
  }
  return samples;
}

/** A slow melody over chords, of plain tones with overtones. */
function music(seconds: number): Float32Array {
  const random = seeded(3);
  const scale = [0, 2, 4, 5, 7, 9, 11, 12];
  const samples = new Float32Array(seconds * rate);
  const note = (from: number, length: number, semitones: number, loudness: number): void => {
    const frequency = 220 * 2 ** (semitones / 12);
    for (let index = 0; index < length && from + index < samples.length; index += 1) {
      const fade = Math.min(1, index / 400) * Math.exp(-index / (0.5 * rate));
      const phase = (2 * Math.PI * frequency * index) / rate;
      const tone = Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase);
      samples[from + index] = (samples[from + index] ?? 0) + loudness * fade * tone;
    }
  };
  for (let at = 0, beat = 0; at < samples.length; at += rate / 2, beat += 1) {
    note(at, rate, scale[Math.floor(random() * scale.length)] ?? 0, 0.12);
    if (beat % 4 > 0) continue;
    for (const step of [-12, -8, -5]) note(at, 2 * rate, step + (beat % 8 === 0 ? 0 : 5), 0.06);
  }
  return samples;
}

/** Park and Miller's minimal standard generator, 0..1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

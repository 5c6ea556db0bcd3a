/** Three rising notes: frequency in hertz, start in seconds. */
const notes = [
  { frequency: 440, at: 0 },
  { frequency: 554.37, at: 0.22 },
  { frequency: 659.25, at: 0.44 },
] as const;
const noteSeconds = 0.5;
const loudness = 0.2;

/** Plays a short tone on a device (empty: the system's); resolves when it is over. */
export async function playTestTone(sinkId: string): Promise<void> {
  const context = new AudioContext();
  try {
    await setSink(context, sinkId);
    await context.resume();
    const played = Promise.withResolvers<void>();
    for (const [index, { frequency, at }] of notes.entries()) {
      const start = context.currentTime + at;
      const tone = new OscillatorNode(context, { type: 'sine', frequency });
      const envelope = new GainNode(context, { gain: 0 });
      envelope.gain.setValueAtTime(0, start);
      envelope.gain.linearRampToValueAtTime(loudness, start + 0.03);
      envelope.gain.exponentialRampToValueAtTime(0.0001, start + noteSeconds);
      tone.connect(envelope).connect(context.destination);
      tone.start(start);
      tone.stop(start + noteSeconds);
      if (index === notes.length - 1) tone.addEventListener('ended', () => played.resolve());
    }
    await played.promise;
  } finally {
    await context.close();
  }
}

/** Chromium can choose the device of a whole context; TypeScript's library does not know it yet. */
async function setSink(context: AudioContext, sinkId: string): Promise<void> {
  const choosing = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (sinkId !== '') await choosing.setSinkId?.(sinkId);
}

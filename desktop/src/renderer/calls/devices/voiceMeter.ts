export interface VoiceMeter {
  /** 0: silence, 1: as loud as it gets. */
  level(): number;
  stop(): void;
}

export type MeterVoice = (track: MediaStreamTrack) => VoiceMeter;

/** What counts as silence and as loud, in dB of full scale (RMS). */
const quietest = -60;
const loudest = -12;

/** Measures a track while it is asked; the track stays the caller's. Plays nothing. */
export const meterVoice: MeterVoice = (track) => {
  const context = new AudioContext({ latencyHint: 'playback' });
  const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0 });
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  // Waits for nothing: a browser that wants a press first lets the context run after it.
  context.resume().catch((error: unknown) => console.warn(error));
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    stop: () => {
      source.disconnect();
      context.close().catch((error: unknown) => console.warn(error));
    },
  };
};

/** Loudness of samples in -1..1 as a meter shows it, even in decibels: 0 to 1. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(power + Number.MIN_VALUE);
  return Math.min(1, Math.max(0, (decibels - quietest) / (loudest - quietest)));
}

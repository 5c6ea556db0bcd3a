import { PieceCutter } from './PieceCutter.ts';
import { Resampler } from './Resampler.ts';

/** What the window sends: first what to listen to, then that it is enough. */
export type SpeechOrder =
  { readonly frames: ReadableStream<AudioData>; readonly sampleRate: number } | 'stop';

/** Turns the frames of a microphone into mono pieces of 100 ms, and posts them. */
async function listen(
  frames: ReadableStreamDefaultReader<AudioData>,
  sampleRate: number,
): Promise<void> {
  const pieces = new PieceCutter((piece) => postMessage(piece, { transfer: [piece.buffer] }));
  let rate = 0;
  let resampler = new Resampler(sampleRate, sampleRate);
  for (;;) {
    const { value: frame, done } = await frames.read();
    if (done) return close();
    if (frame.sampleRate !== rate) {
      rate = frame.sampleRate;
      resampler = new Resampler(rate, sampleRate);
    }
    pieces.add(resampler.convert(monoOf(frame)));
    frame.close();
  }
}

/** The average of all channels: a microphone may speak on one of two only. */
function monoOf(frame: AudioData): Float32Array {
  const mono = new Float32Array(frame.numberOfFrames);
  const channel = new Float32Array(frame.numberOfFrames);
  for (let planeIndex = 0; planeIndex < frame.numberOfChannels; planeIndex += 1) {
    frame.copyTo(channel, { planeIndex, format: 'f32-planar' });
    for (let at = 0; at < channel.length; at += 1) {
      mono[at] = (mono[at] ?? 0) + (channel[at] ?? 0) / frame.numberOfChannels;
    }
  }
  return mono;
}

let reader: ReadableStreamDefaultReader<AudioData> | null = null;

addEventListener('message', ({ data }: MessageEvent<SpeechOrder>) => {
  if (data === 'stop') {
    void reader?.cancel();
    return;
  }
  reader = data.frames.getReader();
  postMessage('started');
  // Thrown on: the window hears of it as the worker's error.
  listen(reader, data.sampleRate).catch((error: unknown) => reportError(error));
});

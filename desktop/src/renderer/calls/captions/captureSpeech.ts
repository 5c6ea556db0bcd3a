import { speechSampleRate } from '@confab/shared-types';
import workletAddress from './speechWorklet.ts?worker&url';

export interface SpeechCapture {
  stop(): Promise<void>;
}

/**
 * Listens to a microphone track as mono samples in -1..1 at 16 kHz, in pieces of 100 ms. The track
 * stays the caller's; while it is disabled the pieces are silent. Rejects when the audio engine
 * cannot start.
 */
export async function captureSpeech(
  track: MediaStreamTrack,
  onPiece: (samples: Float32Array) => void,
): Promise<SpeechCapture> {
  // Words can wait, gaps cannot be mended: large buffers outlast a machine that is busy elsewhere.
  const context = new AudioContext({ sampleRate: speechSampleRate, latencyHint: 'playback' });
  try {
    await context.audioWorklet.addModule(workletAddress);
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const pieces = new AudioWorkletNode(context, 'speech-pieces', {
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    pieces.port.onmessage = (message: MessageEvent<Float32Array>) => onPiece(message.data);
    // Its output stays silent; being connected to the end is what keeps the engine pulling.
    source.connect(pieces).connect(context.destination);
    await context.resume();
    return {
      stop: async () => {
        pieces.port.onmessage = null;
        source.disconnect();
        await context.close();
      },
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

import { speechSampleRate } from '@confab/shared-types';
import type { SpeechCapture } from './captureSpeech.ts';
import workletAddress from './speechWorklet.ts?worker&url';

/**
 * For browsers without streams of audio frames. An overloaded machine loses sound here: the audio
 * engine does not wait.
 */
export async function captureInWorklet(
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

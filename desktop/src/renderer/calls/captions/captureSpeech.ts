import { insertableStreams } from '../devices/insertableStreams.ts';
import { captureInWorker } from './captureInWorker.ts';
import { captureInWorklet } from './captureInWorklet.ts';

export interface SpeechCapture {
  stop(): Promise<void>;
}

/**
 * Listens to a microphone track as mono samples in -1..1 at 16 kHz, in pieces of 100 ms. The track
 * stays the caller's; while it is disabled the pieces are silent. Rejects when the audio engine
 * cannot start.
 */
export function captureSpeech(
  track: MediaStreamTrack,
  onPiece: (samples: Float32Array) => void,
): Promise<SpeechCapture> {
  const { MediaStreamTrackProcessor } = insertableStreams;
  return MediaStreamTrackProcessor === undefined
    ? captureInWorklet(track, onPiece)
    : captureInWorker(new MediaStreamTrackProcessor({ track, maxBufferSize }), onPiece);
}

/** In frames of 10 ms: how long a machine may be busy elsewhere before a word is lost. */
const maxBufferSize = 2_000;

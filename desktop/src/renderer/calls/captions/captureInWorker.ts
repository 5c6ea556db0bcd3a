import { speechSampleRate } from '@confab/shared-types';
import type { TrackProcessor } from '../devices/insertableStreams.ts';
import type { SpeechCapture } from './captureSpeech.ts';
import type { SpeechOrder } from './speechWorker.ts';
import workerAddress from './speechWorker.ts?worker&url';

/**
 * Reads the frames of a track in a worker: they wait there while the machine is busy, so nothing of
 * what is said is lost.
 */
export function captureInWorker(
  { readable }: TrackProcessor<AudioData>,
  onPiece: (samples: Float32Array) => void,
): Promise<SpeechCapture> {
  const started = Promise.withResolvers<SpeechCapture>();
  const worker = new Worker(workerAddress, { type: 'module', name: 'speech' });
  const order = (what: SpeechOrder, transfer: Transferable[] = []): void =>
    worker.postMessage(what, transfer);
  let stopped = false;
  const stop = (): Promise<void> => {
    stopped = true;
    // It lets the track go before it ends.
    order('stop');
    return Promise.resolve();
  };
  worker.addEventListener('error', ({ message }) => {
    console.error(message);
    started.reject(new Error(message));
  });
  worker.addEventListener('message', ({ data }: MessageEvent<'started' | Float32Array>) => {
    if (data === 'started') started.resolve({ stop });
    else if (!stopped) onPiece(data);
  });
  order({ frames: readable, sampleRate: speechSampleRate }, [readable]);
  return started.promise;
}

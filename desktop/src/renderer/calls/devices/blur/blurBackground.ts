import graph from '@mediapipe/selfie_segmentation/selfie_segmentation.binarypb?url';
import solution from '@mediapipe/selfie_segmentation/selfie_segmentation.js?url';
import model from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';
import simdLoader from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.js?url';
import simdEngine from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.wasm?url';
import { insertableStreams } from '../insertableStreams.ts';
import { BlurTooSlow } from '../OwnCamera.ts';
import type { ProcessedTrack } from '../ownMediaState.ts';
import type { BlurReport, BlurStart, SolutionFiles } from './blurMessages.ts';
import workerAddress from './blurWorker.ts?worker&url';

/** From our own origin; every Chromium since 91 has the vector instructions of the faster engine. */
const files: SolutionFiles = {
  'selfie_segmentation.js': solution,
  'selfie_segmentation.binarypb': graph,
  'selfie_segmentation_landscape.tflite': model,
  'selfie_segmentation_solution_simd_wasm_bin.js': simdLoader,
  'selfie_segmentation_solution_simd_wasm_bin.wasm': simdEngine,
};

/**
 * The same picture with what is behind the person blurred. Resolves with its first frame, so that
 * nothing is shown unblurred meanwhile; fails with {@link BlurTooSlow} on a machine that cannot.
 */
export async function blurBackground(
  source: MediaStreamTrack,
  onFailed: (error: unknown) => void,
): Promise<ProcessedTrack> {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = insertableStreams;
  if (MediaStreamTrackProcessor === undefined || MediaStreamTrackGenerator === undefined) {
    throw new Error('this browser has no streams of frames');
  }
  // Ends by itself when it is stopped, which must not end the camera.
  const camera = source.clone();
  const processor = new MediaStreamTrackProcessor<VideoFrame>({ track: camera, maxBufferSize: 1 });
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  // A classic worker: the segmentation loads its parts with `importScripts`.
  const worker = new Worker(workerAddress, { name: 'background-blur' });
  const stop = (): void => {
    worker.terminate();
    camera.stop();
    generator.stop();
  };
  const started = Promise.withResolvers<ProcessedTrack>();
  let running = false;
  const fail = (error: unknown): void => {
    stop();
    if (running) onFailed(error);
    else started.reject(error);
  };
  worker.addEventListener('error', ({ message }) => fail(new Error(message)));
  worker.addEventListener('message', ({ data }: MessageEvent<BlurReport>) => {
    if (data.type === 'failed') return fail(new Error(data.message));
    if (data.type === 'too-slow') return fail(new BlurTooSlow());
    running = true;
    started.resolve({ track: generator, stop });
  });
  const start: BlurStart = {
    files: withOrigin(files),
    frames: processor.readable,
    blurred: generator.writable,
  };
  worker.postMessage(start, [start.frames, start.blurred]);
  return started.promise;
}

/** In the worker, addresses would be relative to the worker's own. */
function withOrigin(addresses: SolutionFiles): SolutionFiles {
  return Object.fromEntries(
    Object.entries(addresses).map(([name, address]) => [
      name,
      new URL(address, location.href).href,
    ]),
  );
}
